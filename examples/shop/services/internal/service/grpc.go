package service

import (
	"fmt"
	"net"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc/filters"
	"google.golang.org/grpc"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/keepalive"

	"example.com/shop/internal/calls"
	"example.com/shop/internal/drain"
	"example.com/shop/internal/telemetry"
)

// ServeGRPC serves what register registers on addr, which is read from
// GRPC_ADDR, and the health of it.
func (s *Service) ServeGRPC(addr string, register func(grpc.ServiceRegistrar)) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("GRPC_ADDR: %w", err)
	}
	// The age of connections is limited, so that callers find new replicas.
	server := grpc.NewServer(
		grpc.StatsHandler(otelgrpc.NewServerHandler(otelgrpc.WithFilter(filters.Not(filters.HealthCheck())))),
		grpc.ChainUnaryInterceptor(telemetry.GRPCMetrics(s.Metrics), s.limit.GRPC),
		grpc.MaxRecvMsgSize(64<<10), // far above the largest cart
		grpc.KeepaliveParams(keepalive.ServerParameters{
			MaxConnectionAge:      5 * time.Minute,
			MaxConnectionAgeGrace: s.cfg.ShutdownTimeout,
			Time:                  time.Minute,
			Timeout:               10 * time.Second,
		}),
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{
			MinTime:             30 * time.Second,
			PermitWithoutStream: true,
		}),
	)
	register(server)
	for name := range server.GetServiceInfo() {
		s.served = append(s.served, name)
	}
	healthpb.RegisterHealthServer(server, s.health)
	s.reportHealth(false)
	s.process.Traffic = append(s.process.Traffic, drain.GRPC(server, listener))
	return nil
}

// reportHealth says over gRPC what readiness says over HTTP. The process
// itself (service "") is SERVING all the while, as its liveness is.
func (s *Service) reportHealth(open bool) {
	status := healthpb.HealthCheckResponse_NOT_SERVING
	if open {
		status = healthpb.HealthCheckResponse_SERVING
	}
	for _, name := range s.served {
		s.health.SetServingStatus(name, status)
	}
}

// Dial connects to a callee's gRPC service; the connection is closed at the end.
func (s *Service) Dial(c calls.Callee, service string) (*grpc.ClientConn, error) {
	conn, err := calls.Dial(c, service, s.Calls)
	if err == nil {
		s.OnStop(func() { _ = conn.Close() })
	}
	return conn, err
}
