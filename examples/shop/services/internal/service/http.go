package service

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"

	"example.com/shop/internal/drain"
	"example.com/shop/internal/telemetry"
)

const (
	// patience is how long a request may take, whatever calls it makes: less
	// than writeTimeout, so that there is time to say so.
	patience     = 12 * time.Second
	writeTimeout = 15 * time.Second
)

// ServeHTTP serves the routes on addr, which is read from HTTP_ADDR.
func (s *Service) ServeHTTP(addr string, routes *http.ServeMux) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("HTTP_ADDR: %w", err)
	}
	handler := s.limit.HTTP(telemetry.HTTPMetrics(s.Metrics, routes))
	server := &http.Server{
		Handler:           within(patience, otelhttp.NewHandler(drain.CloseConnections(s.gate, handler), s.Name)),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       75 * time.Second, // above the 60 s of common load balancers
		ErrorLog:          slog.NewLogLogger(s.Log.Handler(), slog.LevelWarn),
	}
	s.process.Traffic = append(s.process.Traffic, drain.HTTP(server, listener))
	return nil
}

func within(limit time.Duration, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), limit)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}
