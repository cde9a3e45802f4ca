// Checkout takes orders over gRPC, has them paid, and keeps them in PostgreSQL.
package main

import (
	"context"

	"google.golang.org/grpc"

	"example.com/shop/internal/calls"
	"example.com/shop/internal/database"
	"example.com/shop/internal/orders"
	"example.com/shop/internal/service"
	shopv1 "example.com/shop/proto/shop/v1"
)

func main() { service.Main("checkout", build) }

func build(ctx context.Context, s *service.Service) error {
	grpcAddr := s.Env.String("GRPC_ADDR", ":9090")
	settings := database.Read(s.Env, "ORDERS_DB")
	cart, payments := calls.ReadGRPC(s.Env, "cart"), calls.ReadGRPC(s.Env, "payments")
	if err := s.Start(ctx, service.Database); err != nil { // neither cart nor payments: orders can be looked up without them
		return err
	}
	cartConn, err := s.Dial(cart, shopv1.Carts_ServiceDesc.ServiceName)
	if err != nil {
		return err
	}
	paymentsConn, err := s.Dial(payments, shopv1.Payments_ServiceDesc.ServiceName)
	if err != nil {
		return err
	}
	pool, err := database.NewPool(context.WithoutCancel(ctx), settings)
	if err != nil {
		return err
	}
	store := orders.NewPostgres(pool)
	s.FollowDatabase(pool, store)
	return s.ServeGRPC(grpcAddr, func(server grpc.ServiceRegistrar) {
		shopv1.RegisterCheckoutServer(server, orders.NewService(s.Log, store, shopv1.NewCartsClient(cartConn), shopv1.NewPaymentsClient(paymentsConn)))
	})
}
