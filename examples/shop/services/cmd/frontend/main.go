// Frontend is the shop's HTTP API. It places and shows orders by calling checkout.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"

	"example.com/shop/internal/admin"
	"example.com/shop/internal/config"
	"example.com/shop/internal/drain"
	"example.com/shop/internal/ready"
	"example.com/shop/internal/storefront"
	"example.com/shop/internal/telemetry"
	shopv1 "example.com/shop/proto/shop/v1"
)

const service = "frontend"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	if err := run(ctx); err != nil {
		telemetry.NewLogger(os.Stdout, slog.LevelInfo, service).Error("failed", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	env := config.NewReader(os.Getenv)
	cfg := env.Common()
	httpAddr := env.String("HTTP_ADDR", ":8080")
	checkoutAddr := env.Required("CHECKOUT_ADDR", "the gRPC target of checkout, such as dns:///checkout-headless.shop.svc.cluster.local:9090")
	if err := env.Err(); err != nil {
		return err
	}

	log := telemetry.NewLogger(os.Stdout, cfg.LogLevel, service)
	telemetry.LogStart(log)
	flush, err := telemetry.SetupTracing(ctx, log, service)
	if err != nil {
		return err
	}
	metrics := telemetry.NewRegistry()
	gate := ready.NewGate(nil, ready.Serving) // not checkout: its outage must not take the shop window away
	adminServers, err := admin.Listen(cfg, log, gate, metrics)
	if err != nil {
		return err
	}

	conn, err := storefront.Dial(checkoutAddr)
	if err != nil {
		return fmt.Errorf("CHECKOUT_ADDR: %w", err)
	}
	api := storefront.NewAPI(log, shopv1.NewCheckoutClient(conn))
	server := &http.Server{
		Handler: otelhttp.NewHandler(
			drain.CloseConnections(gate, telemetry.HTTPMetrics(metrics, api.Routes())), service),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      15 * time.Second,
		IdleTimeout:       75 * time.Second, // above the 60 s of common load balancers
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	listener, err := net.Listen("tcp", httpAddr)
	if err != nil {
		return fmt.Errorf("HTTP_ADDR: %w", err)
	}

	return drain.Process{
		Log:     log,
		Gate:    gate,
		Traffic: []drain.Server{drain.HTTP(server, listener)},
		Admin:   adminServers,
		Close:   []func(){func() { _ = conn.Close() }},
		Flush:   flush,
		Delay:   cfg.ShutdownDelay,
		Timeout: cfg.ShutdownTimeout,
	}.Run(ctx)
}
