// Payments charges customers over gRPC. Its provider is a demo.
package main

import (
	"context"

	"google.golang.org/grpc"

	"example.com/shop/internal/payments"
	"example.com/shop/internal/service"
	shopv1 "example.com/shop/proto/shop/v1"
)

func main() { service.Main("payments", build) }

func build(ctx context.Context, s *service.Service) error {
	grpcAddr := s.Env.String("GRPC_ADDR", ":9090")
	provider := payments.Demo{
		Delay:       s.Env.Duration("PAYMENT_DELAY", 0),
		FailPercent: s.Env.Int("PAYMENT_FAIL_PERCENT", 0, 0, 100),
	}
	if err := s.Start(ctx); err != nil {
		return err
	}
	return s.ServeGRPC(grpcAddr, func(server grpc.ServiceRegistrar) {
		shopv1.RegisterPaymentsServer(server, payments.NewService(s.Log, provider))
	})
}
