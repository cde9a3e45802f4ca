package calls

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
)

var errReset = errors.New("connection reset by peer")

// callee answers tries by a script: number n gets answers[n], or the last one.
// An answer is a status, errReset (after the request was sent), or nil: none at
// all before the context ends.
type callee struct {
	mu      sync.Mutex
	answers []any
	bodies  []string
	times   []time.Time
	dial    error // instead of a connection
}

func (c *callee) RoundTrip(req *http.Request) (*http.Response, error) {
	c.mu.Lock()
	n := len(c.times)
	c.times = append(c.times, time.Now())
	c.mu.Unlock()
	if req.Body != nil && req.Body != http.NoBody {
		body, _ := io.ReadAll(req.Body)
		_ = req.Body.Close()
		c.bodies = append(c.bodies, string(body))
	}
	if c.dial != nil {
		return nil, c.dial
	}
	if trace := httptrace.ContextClientTrace(req.Context()); trace != nil {
		trace.GotConn(httptrace.GotConnInfo{})
	}
	switch answer := c.answers[min(n, len(c.answers)-1)].(type) {
	case int:
		return &http.Response{StatusCode: answer, Status: http.StatusText(answer), Body: io.NopCloser(strings.NewReader("answer")), Request: req}, nil
	case error:
		return nil, answer
	}
	<-req.Context().Done()
	return nil, req.Context().Err()
}

type caller struct {
	*transport
	metrics *Metrics
}

func call(c *callee, timeout time.Duration, policy string) caller {
	p, err := ParsePolicy(policy)
	if err != nil {
		panic(err)
	}
	m := NewMetrics(prometheus.NewRegistry())
	return caller{newTransport(Callee{Name: "catalogue", Timeout: timeout, Policy: p}, m, c), m}
}

func (c caller) send(ctx context.Context, method, body string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, method, "http://catalogue/products", strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	return c.do(req)
}

func (c caller) do(req *http.Request) (int, error) {
	resp, err := c.RoundTrip(req)
	if err != nil {
		return 0, err
	}
	if body, err := io.ReadAll(resp.Body); err != nil || string(body) != "answer" {
		return 0, errors.Join(err, errors.New("the body was cut off"))
	}
	return resp.StatusCode, resp.Body.Close()
}

const retryAll = `{"retry":{"maxRetries":2,"budgetPercent":100,"on":["connect-failure","unavailable","reset","gateway-error","server-error","overloaded"]}}`

func TestWhatIsTriedAgain(t *testing.T) {
	for name, tc := range map[string]struct {
		method, on string
		answer     any
		dial       error
		tries      int
	}{
		"GET, 503":                        {"GET", "unavailable", 503, nil, 3},
		"PUT, 503":                        {"PUT", "unavailable", 503, nil, 3},
		"POST, 503":                       {"POST", "unavailable", 503, nil, 1},
		"GET, 503 not asked for":          {"GET", "reset", 503, nil, 1},
		"GET, 502":                        {"GET", "gateway-error", 502, nil, 3},
		"GET, 500":                        {"GET", "server-error", 500, nil, 3},
		"GET, 500 is no gateway's":        {"GET", "gateway-error", 500, nil, 1},
		"GET, 429":                        {"GET", "overloaded", 429, nil, 3},
		"GET, 429 not asked for":          {"GET", "server-error", 429, nil, 1},
		"GET, 404":                        {"GET", "server-error", 404, nil, 1},
		"GET, connection lost":            {"GET", "reset", errReset, nil, 3},
		"GET, connection lost, not asked": {"GET", "unavailable", errReset, nil, 1},
		"POST, connection lost":           {"POST", "reset", errReset, nil, 1},
		"GET, no connection":              {"GET", "connect-failure", 200, errors.New("refused"), 3},
		"POST, no connection":             {"POST", "connect-failure", 200, errors.New("refused"), 3},
		"POST, no connection, not asked":  {"POST", "reset", 200, errors.New("refused"), 1},
		"GET, good":                       {"GET", "server-error", 200, nil, 1},
	} {
		synctest.Test(t, func(t *testing.T) {
			f := &callee{answers: []any{tc.answer}, dial: tc.dial}
			policy := strings.Replace(retryAll, `"on":["connect-failure","unavailable","reset","gateway-error","server-error","overloaded"]`, `"on":["`+tc.on+`"]`, 1)
			_, _ = call(f, time.Minute, policy).send(t.Context(), tc.method, "body")
			if len(f.times) != tc.tries {
				t.Errorf("%s, retried on %s: %d tries, want %d", name, tc.on, len(f.times), tc.tries)
			}
		})
	}
}

func TestAKeyMakesAPOSTSafeToRepeat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &callee{answers: []any{503, errReset, 200}}
		req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://catalogue", bytes.NewReader([]byte("order")))
		req.Header.Set("Idempotency-Key", "key")
		if code, err := call(f, time.Minute, retryAll).do(req); code != 200 || err != nil {
			t.Errorf("got %d, %v", code, err)
		}
		if strings.Join(f.bodies, " ") != "order order order" {
			t.Errorf("sent %q", f.bodies)
		}
	})
}

func TestABodyThatCannotBeSentTwiceIsSentOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &callee{answers: []any{503}}
		req, _ := http.NewRequestWithContext(t.Context(), http.MethodPut, "http://catalogue", io.NopCloser(strings.NewReader("once")))
		if code, err := call(f, time.Minute, retryAll).do(req); code != 503 || err != nil || len(f.times) != 1 {
			t.Errorf("got %d, %v after %d tries", code, err, len(f.times))
		}
	})
}

func TestWithoutAPolicyACallIsMadeOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &callee{answers: []any{503}}
		c := call(f, time.Minute, `{}`)
		for range 100 {
			if code, err := c.send(t.Context(), "GET", ""); code != 503 || err != nil {
				t.Fatalf("got %d, %v", code, err)
			}
		}
		if len(f.times) != 100 {
			t.Errorf("%d tries", len(f.times))
		}
	})
}

func TestTheDeadlineCutsAllTries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &callee{answers: []any{nil}}
		start := time.Now()
		_, err := call(f, 5*time.Second, strings.Replace(retryAll, `"maxRetries":2`, `"maxRetries":9,"perTryTimeout":"2s"`, 1)).send(t.Context(), "GET", "")
		if took := time.Since(start); !errors.Is(err, context.DeadlineExceeded) || took != 5*time.Second || len(f.times) != 3 {
			t.Errorf("got %v after %v and %d tries", err, took, len(f.times))
		}
	})
}

func TestATryThatTakesTooLongIsAFailedOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &callee{answers: []any{nil, 200}}
		start := time.Now()
		code, err := call(f, time.Minute, strings.Replace(retryAll, `"maxRetries":2`, `"maxRetries":2,"perTryTimeout":"2s"`, 1)).send(t.Context(), "GET", "")
		if took := time.Since(start); code != 200 || err != nil || took > 2100*time.Millisecond {
			t.Errorf("got %d, %v after %v", code, err, took)
		}
	})
}

func TestTheCallersOwnDeadlineCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		if _, err := call(&callee{answers: []any{nil}}, time.Minute, retryAll).send(ctx, "GET", ""); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Second {
			t.Errorf("got %v after %v", err, time.Since(start))
		}
	})
}

func TestUnderTotalFailureRetriesStayInTheBudget(t *testing.T) {
	for _, dial := range []error{nil, errors.New("refused")} {
		synctest.Test(t, func(t *testing.T) {
			f := &callee{answers: []any{503}, dial: dial}
			c := call(f, time.Minute, strings.Replace(retryAll, `"budgetPercent":100`, `"budgetPercent":20`, 1))
			for range 1000 {
				_, _ = c.send(t.Context(), "GET", "")
			}
			if extra := len(f.times) - 1000; extra > 200+reserve || extra < 200 {
				t.Errorf("%d extra tries of 1000 calls", extra)
			}
			if got := testutil.ToFloat64(c.metrics.retries.WithLabelValues("catalogue")); int(got) != len(f.times)-1000 {
				t.Errorf("metrics say %v retries", got)
			}
			if got := testutil.ToFloat64(c.metrics.overBudget.WithLabelValues("catalogue")); got < 800 {
				t.Errorf("metrics say %v over budget", got)
			}
		})
	}
}

func TestNoMoreThanThePoolHoldsIsAskedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &callee{answers: []any{nil}}
		c := call(f, time.Minute, `{"connectionPool":{"maxConnections":2,"maxPendingRequests":1,"maxRequests":10}}`)
		ctx, cancel := context.WithCancel(t.Context())
		for range 3 {
			go func() { _, _ = c.send(ctx, "GET", "") }()
		}
		synctest.Wait()
		if _, err := c.send(t.Context(), "GET", ""); !errors.Is(err, ErrNotMade) {
			t.Errorf("got %v", err)
		}
		cancel()
		synctest.Wait()
		f.answers = []any{200}
		if code, err := c.send(t.Context(), "GET", ""); code != 200 || err != nil {
			t.Errorf("a place was not given back: %d, %v", code, err)
		}
	})
}
