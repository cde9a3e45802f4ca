package calls

import (
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"example.com/shop/internal/config"
)

// What the manifests give, to the letter.
const (
	givenPolicy = `{"retry":{"maxRetries":2,"perTryTimeout":"3s","budgetPercent":20,"on":["connect-failure","refused","unavailable"]},` +
		`"circuitBreaker":{"consecutiveFailures":5,"openFor":"30s"},` +
		`"connectionPool":{"maxConnections":1024,"maxPendingRequests":1024,"maxRequests":1024}}`
	givenServiceConfig = `{"loadBalancingConfig":[{"round_robin":{}}],"methodConfig":[{"name":[{}],"timeout":"9s",` +
		`"retryPolicy":{"maxAttempts":3,"initialBackoff":"0.1s","maxBackoff":"1s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}],` +
		`"retryThrottling":{"maxTokens":10,"tokenRatio":0.2}}`
)

func env(vars map[string]string) *config.Reader {
	return config.NewReader(func(key string) string { return vars[key] })
}

func TestACalleeIsReadFromItsVariables(t *testing.T) {
	r := env(map[string]string{
		"CATALOGUE_URL": "http://catalogue.shop.svc.cluster.local:8080/", "CATALOGUE_TIMEOUT": "9s", "CATALOGUE_CALL_POLICY": givenPolicy,
		"GIFT_CARDS_ADDR": "dns:///gift-cards:9090", "GIFT_CARDS_SERVICE_CONFIG": givenServiceConfig,
	})
	c, g := ReadHTTP(r, "catalogue"), ReadGRPC(r, "gift-cards")
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	if c.Address != "http://catalogue.shop.svc.cluster.local:8080" || c.Timeout != 9*time.Second || g.Timeout != defaultTimeout || g.ServiceConfig != givenServiceConfig {
		t.Errorf("got %+v and %+v", c, g)
	}
	p := c.Policy
	if p.Retry.MaxRetries != 2 || p.Retry.PerTryTimeout != Duration(3*time.Second) || p.Retry.BudgetPercent != 20 ||
		!slices.Equal(p.Retry.On, []Condition{ConnectFailure, Refused, Unavailable}) ||
		*p.Breaker != (Breaker{5, Duration(30 * time.Second)}) || *p.Pool != (Pool{1024, 1024, 1024}) {
		t.Errorf("got %+v", p)
	}
	if g.Policy != (Policy{}) {
		t.Errorf("a policy that nobody gave: %+v", g.Policy)
	}
}

func TestEveryProblemOfACalleeIsTold(t *testing.T) {
	for variable, bad := range map[string][]string{
		"A_URL":     {"", "a:8080", "a", "ftp://a"},
		"A_TIMEOUT": {"9", "-1s", "0s"},
		"A_CALL_POLICY": {"{", `{"retry":{"maxRetries":-1}}`, `{"retry":{"budgetPercent":120}}`, `{"retry":{"on":["rain"]}}`, `{"retry":{"perTryTimeout":"3"}}`,
			`{"circuitBreaker":{"consecutiveFailures":5}}`, `{"circuitBreaker":{"openFor":"30s"}}`, `{"connectionPool":{"maxRequests":-1}}`},
		"A_SERVICE_CONFIG": {"{", "[]"},
	} {
		for _, value := range bad {
			vars := map[string]string{"A_URL": "http://a", "A_ADDR": "a:1", variable: value}
			r := env(vars)
			if variable == "A_SERVICE_CONFIG" {
				ReadGRPC(r, "a")
			} else {
				ReadHTTP(r, "a")
			}
			if err := r.Err(); err == nil || !strings.Contains(err.Error(), variable) {
				t.Errorf("%s=%s: got %v", variable, value, err)
			}
		}
	}
}

func TestWhatANewerPlatformSaysIsSkipped(t *testing.T) {
	if p, err := ParsePolicy(`{"hedging":{"after":"1s"},"retry":{"maxRetries":1,"pause":"1s"}}`); err != nil || p.Retry.MaxRetries != 1 {
		t.Errorf("got %+v, %v", p, err)
	}
}

// grpc-go itself takes the service config: it parses it before it connects.
func TestGRPCTakesTheServiceConfigAsItIsGiven(t *testing.T) {
	for text, good := range map[string]bool{
		givenServiceConfig: true,
		strings.Replace(givenServiceConfig, `"loadBalancingConfig":[{"round_robin":{}}],`, "", 1):  true,
		strings.Replace(givenServiceConfig, `"maxAttempts":3`, `"maxAttempts":1`, 1):               false,
		strings.Replace(givenServiceConfig, `"initialBackoff":"0.1s"`, `"initialBackoff":"0s"`, 1): false,
		strings.Replace(givenServiceConfig, `"maxTokens":10`, `"maxTokens":0`, 1):                  false,
		strings.Replace(givenServiceConfig, `"timeout":"9s"`, `"timeout":"9000ms"`, 1):             false,
		// A policy that is not linked in is passed over, but not if it is the only one.
		strings.Replace(givenServiceConfig, `{"round_robin":{}}`, `{"outlier_detection_experimental":{}}`, 1):                    false,
		strings.Replace(givenServiceConfig, `{"round_robin":{}}`, `{"outlier_detection_experimental":{}},{"round_robin":{}}`, 1): true,
	} {
		conn, err := grpc.NewClient("passthrough:///a", grpc.WithTransportCredentials(insecure.NewCredentials()), grpc.WithDefaultServiceConfig(text))
		if err == nil {
			_ = conn.Close()
		}
		if (err == nil) != good {
			t.Errorf("%s: got %v", text, err)
		}
	}
}
