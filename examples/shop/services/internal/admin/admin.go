// Package admin serves what the platform asks of a process, apart from its traffic.
package admin

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"example.com/shop/internal/ready"
)

// NewServer answers /livez, /readyz and /metrics over HTTP/1.1.
//
// Liveness is only that the process answers: a restart cures none of its
// dependencies. Readiness is the gate.
func NewServer(log *slog.Logger, gate *ready.Gate, metrics *prometheus.Registry) *http.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "ok")
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if open, why := gate.Open(); !open {
			http.Error(w, "not ready: "+why, http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(metrics, promhttp.HandlerOpts{Registry: metrics}))

	s := server(log, mux)
	s.WriteTimeout = 10 * time.Second
	return s
}

// NewPprofServer answers /debug/pprof/. It belongs on loopback only, where
// kubectl port-forward reaches it and nothing else does.
func NewPprofServer(log *slog.Logger) *http.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	return server(log, mux) // no WriteTimeout: a profile takes as long as asked
}

func server(log *slog.Logger, h http.Handler) *http.Server {
	return &http.Server{
		Handler:           http.MaxBytesHandler(h, 64<<10),
		ReadHeaderTimeout: 5 * time.Second,
		IdleTimeout:       75 * time.Second,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}
