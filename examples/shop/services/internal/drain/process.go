// Package drain runs a process until it is told to stop, then stops it in the
// order that loses no request and no telemetry.
package drain

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"example.com/shop/internal/ready"
)

const (
	adminTimeout = time.Second     // a probe or a scrape is short
	flushTimeout = 3 * time.Second // the collector may be gone already
)

// Process is everything that runs, grouped by when it has to stop.
type Process struct {
	Log  *slog.Logger
	Gate *ready.Gate

	Traffic []Server                    // what callers reach; drained together
	Admin   []Server                    // answers probes and scrapes until the traffic is gone
	Work    []func(context.Context)     // runs beside the servers until the traffic is gone
	Leave   func()                      // tells callers that watch, and may be nil: health.Server.Shutdown
	Close   []func()                    // pools and clients that requests used
	Flush   func(context.Context) error // hands over the last telemetry

	Delay   time.Duration // between turning unready and closing listeners
	Timeout time.Duration // for draining Traffic
}

// Run serves until ctx ends or a server fails, and then drains. ctx only says
// when to stop: no request inherits it.
func (p Process) Run(ctx context.Context) error {
	failed := make(chan error, len(p.Admin)+len(p.Traffic))
	for _, servers := range [][]Server{p.Admin, p.Traffic} {
		for _, s := range servers {
			go func() {
				if err := s.Serve(); err != nil {
					failed <- err
				}
			}()
		}
	}
	workCtx, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()
	var working sync.WaitGroup
	for _, work := range p.Work {
		working.Go(func() { work(workCtx) })
	}
	p.Gate.Set(ready.Serving, true)

	var failure error
	select {
	case <-ctx.Done():
		p.Log.Info("draining", "cause", context.Cause(ctx), "delay", p.Delay.String(), "timeout", p.Timeout.String())
	case failure = <-failed:
		p.Log.Error("server failed", "error", failure)
	}

	p.Gate.Close()
	if p.Leave != nil {
		p.Leave()
	}
	if failure == nil {
		time.Sleep(p.Delay)
	}
	err := drainAll(p.Traffic, p.Timeout)
	stopWork()
	working.Wait()
	for _, c := range p.Close {
		c()
	}
	if err := drainAll(p.Admin, adminTimeout); err != nil {
		p.Log.Warn("an admin request was cut off", "error", err)
	}

	flushCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushTimeout)
	defer cancel()
	if err := p.Flush(flushCtx); err != nil {
		p.Log.Warn("telemetry was not flushed", "error", err)
	}
	if err != nil {
		p.Log.Error("traffic was cut off", "error", err)
	}
	p.Log.Info("stopped")
	return errors.Join(failure, err)
}

func drainAll(servers []Server, timeout time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	errs := make([]error, len(servers))
	var wg sync.WaitGroup
	for i, s := range servers {
		wg.Go(func() {
			if err := s.Drain(ctx); err != nil {
				errs[i] = fmt.Errorf("drain: %w", err)
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}
