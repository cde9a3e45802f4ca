// Checkout takes orders over gRPC and keeps them in PostgreSQL.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc/filters"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/keepalive"

	"example.com/shop/internal/admin"
	"example.com/shop/internal/config"
	"example.com/shop/internal/drain"
	"example.com/shop/internal/orders"
	"example.com/shop/internal/ready"
	"example.com/shop/internal/telemetry"
	shopv1 "example.com/shop/proto/shop/v1"
)

const (
	service  = "checkout"
	database = "database" // condition of readiness
)

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
	grpcAddr := env.String("GRPC_ADDR", ":9090")
	dsn := env.String("ORDERS_DB_DSN", "") // empty: libpq's PG variables and defaults
	credsFile := env.String("ORDERS_DB_CREDS_FILE", "")
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
	healthServer := newHealthServer()
	gate := ready.NewGate(func(open bool) { setReady(healthServer, open) }, ready.Serving, database)
	adminServers, err := admin.Listen(cfg, log, gate, metrics)
	if err != nil {
		return err
	}

	pool, err := orders.NewPool(context.WithoutCancel(ctx), dsn, credsFile)
	if err != nil {
		return err
	}
	store := orders.NewPostgres(pool)
	server := newServer(cfg, telemetry.GRPCMetrics(metrics))
	healthpb.RegisterHealthServer(server, healthServer)
	shopv1.RegisterCheckoutServer(server, orders.NewService(log, store))
	listener, err := net.Listen("tcp", grpcAddr)
	if err != nil {
		return fmt.Errorf("GRPC_ADDR: %w", err)
	}

	return drain.Process{
		Log:     log,
		Gate:    gate,
		Traffic: []drain.Server{drain.GRPC(server, listener)},
		Admin:   adminServers,
		Work: []func(context.Context){func(ctx context.Context) {
			orders.Watch(ctx, log, store, func(answers bool) { gate.Set(database, answers) })
		}},
		Leave:   healthServer.Shutdown,
		Close:   []func(){pool.Close},
		Flush:   flush,
		Delay:   cfg.ShutdownDelay,
		Timeout: cfg.ShutdownTimeout,
	}.Run(ctx)
}

// newServer limits the age of connections, so that clients find new replicas.
func newServer(cfg config.Common, metrics grpc.UnaryServerInterceptor) *grpc.Server {
	return grpc.NewServer(
		grpc.StatsHandler(otelgrpc.NewServerHandler(otelgrpc.WithFilter(filters.Not(filters.HealthCheck())))),
		grpc.UnaryInterceptor(metrics),
		grpc.MaxRecvMsgSize(64<<10), // far above the largest order
		grpc.KeepaliveParams(keepalive.ServerParameters{
			MaxConnectionAge:      5 * time.Minute,
			MaxConnectionAgeGrace: cfg.ShutdownTimeout,
			Time:                  time.Minute,
			Timeout:               10 * time.Second,
		}),
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{
			MinTime:             30 * time.Second,
			PermitWithoutStream: true,
		}),
	)
}

// newHealthServer says SERVING for the process itself (service ""), as liveness
// does, and NOT_SERVING for Checkout until setReady.
func newHealthServer() *health.Server {
	s := health.NewServer()
	setReady(s, false)
	return s
}

func setReady(s *health.Server, open bool) {
	status := healthpb.HealthCheckResponse_NOT_SERVING
	if open {
		status = healthpb.HealthCheckResponse_SERVING
	}
	s.SetServingStatus(shopv1.Checkout_ServiceDesc.ServiceName, status)
}
