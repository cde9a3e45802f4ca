package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// serve answers callers on HTTP_ADDR, and probes and scrapers on ADMIN_ADDR, until ctx ends. It then
// finishes what is open: first it turns unready, then it closes the traffic, and the admin port last.
func serve(ctx context.Context, log *slog.Logger, handler http.Handler) error {
	delay, err := time.ParseDuration(env("SHUTDOWN_DELAY", "0s"))
	if err != nil {
		return fmt.Errorf("SHUTDOWN_DELAY: %w", err)
	}
	timeout, err := time.ParseDuration(env("SHUTDOWN_TIMEOUT", "20s"))
	if err != nil {
		return fmt.Errorf("SHUTDOWN_TIMEOUT: %w", err)
	}
	var ready atomic.Bool
	traffic, admin := server(handler), server(adminRoutes(&ready))
	failed := make(chan error, 2)
	if err := start(admin, env("ADMIN_ADDR", ":8081"), failed); err != nil {
		return fmt.Errorf("ADMIN_ADDR: %w", err)
	}
	defer admin.Close()
	if err := start(traffic, env("HTTP_ADDR", ":8080"), failed); err != nil {
		return fmt.Errorf("HTTP_ADDR: %w", err)
	}
	defer traffic.Close()
	ready.Store(true)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("draining", "delay", delay, "timeout", timeout)
	ready.Store(false)
	time.Sleep(delay)
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), timeout)
	defer cancel()
	return traffic.Shutdown(drain)
}

// adminRoutes is what the cluster asks. Liveness asks nobody else: a restart here cures no outage there.
func adminRoutes(ready *atomic.Bool) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /livez", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if !ready.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	mux.Handle("GET /metrics", promhttp.Handler())
	return mux
}

func server(handler http.Handler) *http.Server {
	return &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 75 * time.Second}
}

func start(s *http.Server, addr string, failed chan<- error) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	go func() {
		if err := s.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			failed <- err
		}
	}()
	return nil
}
