package calls

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
)

const breakerOf3 = `{"circuitBreaker":{"consecutiveFailures":3,"openFor":"30s"}}`

func TestTheBreakerOpensAfterFailuresInARow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &callee{answers: []any{500, 500, 200, 404, 429, 500, errReset, 503}}
		c := call(f, time.Minute, breakerOf3)
		for range 8 { // neither a good answer nor a refusal with a reason counts
			if _, err := c.send(t.Context(), "GET", ""); errors.Is(err, ErrNotMade) {
				t.Fatal(err)
			}
		}
		start := time.Now()
		for range 100 {
			if _, err := c.send(t.Context(), "GET", ""); !errors.Is(err, ErrNotMade) {
				t.Fatalf("got %v", err)
			}
		}
		if len(f.times) != 8 || time.Since(start) != 0 {
			t.Errorf("%d tries, %v", len(f.times), time.Since(start))
		}
		if got := testutil.ToFloat64(c.metrics.open.WithLabelValues("catalogue")); got != 1 {
			t.Errorf("metrics say open is %v", got)
		}
		if got := testutil.ToFloat64(c.metrics.calls.WithLabelValues("catalogue", "not_made")); got != 100 {
			t.Errorf("metrics say %v calls were not made", got)
		}
	})
}

func TestAHalfOpenBreakerLetsOneCallFindOut(t *testing.T) {
	for _, back := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			f := &callee{answers: []any{500, 500, 500, nil}}
			c := call(f, 10*time.Second, breakerOf3)
			for range 3 {
				_, _ = c.send(t.Context(), "GET", "")
			}
			time.Sleep(31 * time.Second)
			if back {
				f.answers = []any{500, 500, 500, 200}
			}
			trial := make(chan error)
			go func() { _, err := c.send(t.Context(), "GET", ""); trial <- err }()
			synctest.Wait()
			if !back { // it waits; nobody else gets through meanwhile
				if _, err := c.send(t.Context(), "GET", ""); !errors.Is(err, ErrNotMade) {
					t.Errorf("got %v", err)
				}
			}
			if err := <-trial; (err == nil) != back {
				t.Errorf("got %v", err)
			}
			if _, err := c.send(t.Context(), "GET", ""); (err == nil) != back {
				t.Errorf("after the trial: got %v", err)
			}
		})
	}
}

func TestACallerThatGivesUpSaysNothingAboutTheCallee(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &callee{answers: []any{nil}}
		c := call(f, time.Minute, breakerOf3)
		giveUp := func() {
			ctx, cancel := context.WithCancel(t.Context())
			go func() { time.Sleep(time.Second); cancel() }()
			_, _ = c.send(ctx, "GET", "")
		}
		for range 10 {
			giveUp()
		}
		f.answers = []any{500}
		for range 3 {
			_, _ = c.send(t.Context(), "GET", "")
		}
		time.Sleep(31 * time.Second)
		f.answers = []any{nil}
		giveUp() // the trial of the half-open breaker
		f.answers = []any{200}
		if code, err := c.send(t.Context(), "GET", ""); code != 200 {
			t.Errorf("got %d, %v", code, err)
		}
	})
}

func TestAnOpenBreakerEndsTheRetries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &callee{answers: []any{503}}
		c := call(f, time.Minute, `{"circuitBreaker":{"consecutiveFailures":2,"openFor":"30s"},"retry":{"maxRetries":9,"budgetPercent":100,"on":["unavailable"]}}`)
		if code, err := c.send(t.Context(), "GET", ""); code != 503 || err != nil || len(f.times) != 2 {
			t.Errorf("got %d, %v after %d tries", code, err, len(f.times))
		}
	})
}
