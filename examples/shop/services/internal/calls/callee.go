// Package calls makes a program's calls to others as its environment says:
// with a deadline, retries within a budget, a circuit breaker, and a limit to
// how much is asked at once.
package calls

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"example.com/shop/internal/config"
)

// defaultTimeout bounds a call where the environment does not, as on a
// developer's machine.
const defaultTimeout = 10 * time.Second

// Callee is somebody this program calls. For a callee named checkout it is
// read from CHECKOUT_ADDR or CHECKOUT_URL, CHECKOUT_TIMEOUT,
// CHECKOUT_SERVICE_CONFIG and CHECKOUT_CALL_POLICY.
type Callee struct {
	Name          string
	Address       string        // a base URL, or a gRPC target
	Timeout       time.Duration // of one call, all its tries included
	ServiceConfig string        // for grpc-go, which balances and retries by it; may be empty
	Policy        Policy
}

// ReadHTTP reads a callee that is called over HTTP.
func ReadHTTP(env *config.Reader, name string) Callee {
	c := read(env, name, "URL", "the base URL of "+name+", such as http://"+name+".shop.svc.cluster.local:8080")
	if u, err := url.Parse(c.Address); c.Address != "" && (err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https")) {
		env.Fail(fmt.Errorf("%s=%q is not the URL of a host, such as http://%s:8080", prefix(name)+"URL", c.Address, name))
	}
	c.Address = strings.TrimSuffix(c.Address, "/")
	return c
}

// ReadGRPC reads a callee that is called over gRPC.
func ReadGRPC(env *config.Reader, name string) Callee {
	c := read(env, name, "ADDR", "the gRPC target of "+name+", such as dns:///"+name+"-headless.shop.svc.cluster.local:9090")
	key := prefix(name) + "SERVICE_CONFIG"
	if c.ServiceConfig = env.String(key, ""); c.ServiceConfig != "" {
		if _, err := withHealthCheck(c.ServiceConfig, ""); err != nil {
			env.Fail(fmt.Errorf("%s: %w", key, err))
		}
	}
	return c
}

func read(env *config.Reader, name, suffix, meaning string) Callee {
	c := Callee{
		Name:    name,
		Address: env.Required(prefix(name)+suffix, meaning),
		Timeout: env.Duration(prefix(name)+"TIMEOUT", defaultTimeout),
	}
	if c.Timeout == 0 {
		env.Fail(errors.New(prefix(name) + "TIMEOUT is zero: no call could be made"))
	}
	key := prefix(name) + "CALL_POLICY"
	if text := env.String(key, ""); text != "" {
		policy, err := ParsePolicy(text)
		if err != nil {
			env.Fail(fmt.Errorf("%s: %w", key, err))
		}
		c.Policy = policy
	}
	return c
}

func prefix(name string) string {
	return strings.ToUpper(strings.ReplaceAll(name, "-", "_")) + "_"
}
