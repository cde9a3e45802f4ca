package calls

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
)

const (
	firstPause = 100 * time.Millisecond // before a retry; doubled each time, as grpc-go is told to
	maxPause   = time.Second
	idleConns  = 64
)

// NewHTTPClient makes the client for a callee. Requests must go to the
// callee's address only. A request that is not idempotent is sent again only
// if nobody has seen it.
func NewHTTPClient(c Callee, m *Metrics) *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.Proxy = nil // it is a neighbour in the cluster
	t.DialContext = (&net.Dialer{Timeout: 3 * time.Second, KeepAlive: 30 * time.Second}).DialContext
	t.IdleConnTimeout = 60 * time.Second // below the 75 s after which the shop's servers close
	t.MaxIdleConnsPerHost = idleConns
	if c.Policy.Pool != nil {
		t.MaxConnsPerHost = c.Policy.Pool.MaxConnections
	}
	return &http.Client{Transport: newTransport(c, m, otelhttp.NewTransport(numbered{t}))}
}

// transport is an [http.RoundTripper] that does what the policy of a callee says.
type transport struct {
	callee  Callee
	retry   Retry
	tries   http.RoundTripper // makes one try
	guard   *guard
	budget  *budget
	metrics calleeMetrics
}

func newTransport(c Callee, m *Metrics, tries http.RoundTripper) *transport {
	t := &transport{callee: c, tries: tries, metrics: m.of(c.Name)}
	if c.Policy.Retry != nil {
		t.retry = *c.Policy.Retry
	}
	t.guard = newGuard(c, t.metrics, true)
	t.budget = newBudget(t.retry.BudgetPercent)
	return t
}

// RoundTrip makes a call, with as many tries as it takes and the policy
// allows. The deadline goes on until the response's body is closed.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	leave, err := t.guard.enter(req.Context())
	if err != nil {
		t.metrics.called(err)
		return nil, fmt.Errorf("%s: %w", t.callee.Name, unsent(req, err))
	}
	ctx, cancel := context.WithTimeout(req.Context(), t.callee.Timeout)
	finish := func() { cancel(); leave() }
	resp, err := t.call(req.WithContext(ctx))
	t.metrics.called(outcome{resp: resp, err: err}.failure(nil))
	if err != nil {
		finish()
		return nil, fmt.Errorf("%s: %w", t.callee.Name, err)
	}
	resp.Body = &closing{ReadCloser: resp.Body, then: finish}
	return resp, nil
}

func (t *transport) call(req *http.Request) (*http.Response, error) {
	t.budget.call()
	for retries := 0; ; retries++ {
		out := t.try(req, retries)
		pause := min(firstPause<<retries, maxPause)
		pause = pause/2 + rand.N(pause/2) // callers must not come in step
		again, ok := t.again(req, out, retries, pause)
		if !ok {
			return out.resp, out.err
		}
		out.discard()
		select {
		case <-time.After(pause):
		case <-req.Context().Done():
			return nil, unsent(again, context.Cause(req.Context()))
		}
		t.metrics.retried(1)
		req = again
	}
}

// again returns the request for the next try, if there is to be one.
func (t *transport) again(req *http.Request, out outcome, retries int, pause time.Duration) (*http.Request, bool) {
	deadline, _ := req.Context().Deadline()
	switch {
	case retries >= t.retry.MaxRetries, !out.retriable(req, t.retry.On):
		return nil, false
	case req.Context().Err() != nil, time.Until(deadline) <= pause, t.guard.isOpen():
		return nil, false
	}
	again := req.Clone(req.Context())
	if req.Body != nil && req.Body != http.NoBody {
		if req.GetBody == nil {
			return nil, false
		}
		body, err := req.GetBody()
		if err != nil {
			return nil, false
		}
		again.Body = body
	}
	if !t.budget.retry() {
		t.metrics.deniedRetry()
		_ = unsent(again, nil)
		return nil, false
	}
	return again, true
}

// unsent closes the body of a request that nobody will send.
func unsent(req *http.Request, err error) error {
	if req.Body != nil {
		_ = req.Body.Close()
	}
	return err
}

// closing does something more when a body is closed.
type closing struct {
	io.ReadCloser
	then func()
}

func (c *closing) Close() error {
	err := c.ReadCloser.Close()
	if c.then != nil {
		c.then()
		c.then = nil
	}
	return err
}
