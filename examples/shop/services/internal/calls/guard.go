package calls

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sony/gobreaker/v2"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
)

// ErrNotMade means that a call was not even tried, so that what is overloaded
// or down is left alone.
var ErrNotMade = errors.New("the call was not made")

var (
	errOpen = fmt.Errorf("%w: the circuit breaker is open", ErrNotMade)
	errFull = fmt.Errorf("%w: too many calls are under way", ErrNotMade)
)

// guard decides whether a call to one callee may be made now.
type guard struct {
	metrics calleeMetrics
	breaker *gobreaker.TwoStepCircuitBreaker[any] // nil: none
	slots   chan struct{}                         // nil: no limit
}

// newGuard limits to as many calls at once as the pool serves or lets wait.
// connections tells whether each call needs a connection of its own.
func newGuard(c Callee, m calleeMetrics, connections bool) *guard {
	g := &guard{metrics: m}
	if p := c.Policy.Pool; p != nil {
		limit := p.MaxRequests
		if queue := p.MaxConnections + p.MaxPendingRequests; connections && p.MaxConnections > 0 && (limit == 0 || queue < limit) {
			limit = queue
		}
		if limit > 0 {
			g.slots = make(chan struct{}, limit)
		}
	}
	if b := c.Policy.Breaker; b != nil {
		g.breaker = gobreaker.NewTwoStepCircuitBreaker[any](gobreaker.Settings{
			MaxRequests: 1, // one call finds out whether the callee is back
			Timeout:     time.Duration(b.OpenFor),
			ReadyToTrip: func(n gobreaker.Counts) bool { return n.ConsecutiveFailures >= b.ConsecutiveFailures },
			IsExcluded:  func(err error) bool { return errors.Is(err, context.Canceled) }, // says nothing about the callee
			OnStateChange: func(_ string, _, to gobreaker.State) {
				m.breaker(to != gobreaker.StateClosed)
			},
		})
	}
	return g
}

// enter takes one of the places for calls under way; leave gives it back.
func (g *guard) enter(ctx context.Context) (leave func(), err error) {
	if g.slots == nil {
		return func() {}, nil
	}
	select {
	case g.slots <- struct{}{}:
		return func() { <-g.slots }, nil
	default:
		g.refuse(ctx, errFull)
		return nil, errFull
	}
}

// allow asks the circuit breaker; done tells it what came of the try. A call
// that its caller gave up tells nothing.
func (g *guard) allow(ctx context.Context) (done func(error), err error) {
	if g.breaker == nil {
		return func(error) {}, nil
	}
	if done, err = g.breaker.Allow(); err != nil {
		g.refuse(ctx, errOpen)
		return nil, errOpen
	}
	return done, nil
}

// isOpen reports whether the breaker would refuse a call now.
func (g *guard) isOpen() bool {
	return g.breaker != nil && g.breaker.State() == gobreaker.StateOpen
}

// refuse is seen in the caller's span, as there will be none of the call.
func (g *guard) refuse(ctx context.Context, why error) {
	trace.SpanFromContext(ctx).AddEvent("call refused", trace.WithAttributes(
		attribute.String("callee", g.metrics.callee), attribute.String("reason", why.Error())))
}
