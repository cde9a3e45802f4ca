package calls

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"slices"
	"sync/atomic"
	"time"

	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
)

// errTryTimeout ends a try, not the call.
var errTryTimeout = fmt.Errorf("no answer within the time of one try: %w", context.DeadlineExceeded)

// try sends a request once, if the breaker lets it.
func (t *transport) try(req *http.Request, retries int) outcome {
	done, err := t.guard.allow(req.Context())
	if err != nil {
		return outcome{err: unsent(req, err)}
	}
	ctx, cancel := context.WithCancelCause(context.WithValue(req.Context(), retriesKey{}, retries))
	var seen atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { seen.Store(true) }})
	stop := func() bool { return true }
	if limit := time.Duration(t.retry.PerTryTimeout); limit > 0 {
		stop = time.AfterFunc(limit, func() { cancel(errTryTimeout) }).Stop
	}

	out := outcome{}
	out.resp, out.err = t.tries.RoundTrip(req.WithContext(ctx))
	out.mayBeSeen = seen.Load()
	if !stop() && out.err == nil { // answered just too late: its body is cut off already
		out.discard()
		out = outcome{err: errTryTimeout, mayBeSeen: true}
	} else if out.err != nil && errors.Is(context.Cause(ctx), errTryTimeout) {
		out.err = errTryTimeout
	}
	done(out.failure(req.Context()))
	if out.err != nil {
		cancel(nil)
		return out
	}
	out.resp.Body = &closing{ReadCloser: out.resp.Body, then: func() { cancel(nil) }}
	return out
}

// outcome is what came of one try: an answer or an error.
type outcome struct {
	resp      *http.Response
	err       error
	mayBeSeen bool // there was a connection to send it over
}

// failure is what the try says against the callee; an answer below 500 says nothing
// against it, not even 429. ctx is the call's and may be nil.
func (o outcome) failure(ctx context.Context) error {
	switch {
	case o.err != nil && ctx != nil && ctx.Err() != nil:
		return ctx.Err() // also where the transport has its own words for it
	case o.err != nil:
		return o.err
	case o.resp.StatusCode >= http.StatusInternalServerError:
		return errors.New(o.resp.Status)
	}
	return nil
}

// retriable reports whether the policy asks for another try, and the request
// stands it.
func (o outcome) retriable(req *http.Request, on []Condition) bool {
	var matching []Condition
	switch {
	case errors.Is(o.err, ErrNotMade):
	case o.err != nil && !o.mayBeSeen:
		return slices.Contains(on, ConnectFailure)
	case o.err != nil:
		matching = []Condition{Reset, GatewayError, ServerError}
	case o.resp.StatusCode == http.StatusServiceUnavailable:
		matching = []Condition{Unavailable, GatewayError, ServerError}
	case o.resp.StatusCode == http.StatusBadGateway, o.resp.StatusCode == http.StatusGatewayTimeout:
		matching = []Condition{GatewayError, ServerError}
	case o.resp.StatusCode >= http.StatusInternalServerError:
		matching = []Condition{ServerError}
	case o.resp.StatusCode == http.StatusTooManyRequests:
		matching = []Condition{Overloaded}
	}
	return idempotent(req) && slices.ContainsFunc(matching, func(c Condition) bool { return slices.Contains(on, c) })
}

// discard lets the connection of an answer that nobody reads be used again.
func (o outcome) discard() {
	if o.resp != nil {
		_, _ = io.CopyN(io.Discard, o.resp.Body, 4<<10)
		_ = o.resp.Body.Close()
	}
}

// idempotent is as net/http sees it: twice does no more than once.
func idempotent(req *http.Request) bool {
	switch req.Method {
	case "", http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace, http.MethodPut, http.MethodDelete:
		return true
	}
	return req.Header.Get("Idempotency-Key") != ""
}

type retriesKey struct{}

// numbered says in the span of each retry which one it is.
type numbered struct{ http.RoundTripper }

func (n numbered) RoundTrip(req *http.Request) (*http.Response, error) {
	if retries, _ := req.Context().Value(retriesKey{}).(int); retries > 0 {
		trace.SpanFromContext(req.Context()).SetAttributes(semconv.HTTPRequestResendCount(retries))
	}
	return n.RoundTripper.RoundTrip(req)
}
