package drain

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"example.com/shop/internal/ready"
)

// fakeServer serves until drained, which takes a while.
type fakeServer struct {
	name    string
	takes   time.Duration
	fails   error
	events  *[]string
	drained chan struct{}
}

func (s *fakeServer) Serve() error {
	if s.fails != nil {
		return s.fails
	}
	<-s.drained
	return nil
}

func (s *fakeServer) Drain(ctx context.Context) error {
	defer close(s.drained)
	select {
	case <-time.After(s.takes):
		*s.events = append(*s.events, s.name+" drained")
		return nil
	case <-ctx.Done():
		*s.events = append(*s.events, s.name+" cut off")
		return ctx.Err()
	}
}

type fixture struct {
	Process
	events         []string
	traffic, admin *fakeServer
}

func newFixture() *fixture {
	f := &fixture{}
	f.traffic = &fakeServer{name: "traffic", takes: time.Second, events: &f.events, drained: make(chan struct{})}
	f.admin = &fakeServer{name: "admin", events: &f.events, drained: make(chan struct{})}
	note := func(event string) func() {
		return func() { f.events = append(f.events, event) }
	}
	f.Process = Process{
		Log: slog.New(slog.DiscardHandler),
		Gate: ready.NewGate(func(open bool) {
			if open {
				note("ready")()
			} else {
				note("unready")()
			}
		}, ready.Serving),
		Traffic: []Server{f.traffic},
		Admin:   []Server{f.admin},
		Work:    []func(context.Context){func(ctx context.Context) { <-ctx.Done() }},
		Leave:   note("left"),
		Close:   []func(){note("pool closed")},
		Flush:   func(context.Context) error { note("flushed")(); return nil },
		Timeout: 20 * time.Second,
	}
	return f
}

// stopAfterAnHour runs the process, stops it after an hour, and says how long it took to stop.
func (f *fixture) stopAfterAnHour(t *testing.T) (time.Duration, error) {
	ctx, stop := context.WithTimeout(t.Context(), time.Hour)
	defer stop()
	start := time.Now()
	err := f.Run(ctx)
	return time.Since(start) - time.Hour, err
}

func TestStopsInTheOrderThatLosesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFixture()
		f.Delay = 5 * time.Second
		took, err := f.stopAfterAnHour(t)
		if err != nil || took != f.Delay+f.traffic.takes {
			t.Errorf("took %v, %v", took, err)
		}
		want := []string{"ready", "unready", "left", "traffic drained", "pool closed", "admin drained", "flushed"}
		if !slices.Equal(f.events, want) {
			t.Errorf("got  %v\nwant %v", f.events, want)
		}
	})
}

func TestCutsOffRequestsThatOutlastTheTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFixture()
		f.traffic.takes = time.Hour
		took, err := f.stopAfterAnHour(t)
		if !errors.Is(err, context.DeadlineExceeded) || took != f.Timeout {
			t.Errorf("took %v, %v", took, err)
		}
		if !slices.Contains(f.events, "traffic cut off") || !slices.Contains(f.events, "flushed") {
			t.Errorf("got %v", f.events)
		}
	})
}

func TestAFailedServerStopsTheProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFixture()
		f.traffic.fails = errors.New("out of sockets")
		start := time.Now()
		err := f.Run(t.Context())
		if !errors.Is(err, f.traffic.fails) || time.Since(start) > time.Minute {
			t.Errorf("after %v: %v", time.Since(start), err)
		}
	})
}

func TestTheFlushHasItsOwnTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFixture()
		f.Flush = func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
		took, err := f.stopAfterAnHour(t)
		if err != nil || took != f.traffic.takes+flushTimeout {
			t.Errorf("took %v, %v; a lost span must not fail the process", took, err)
		}
	})
}
