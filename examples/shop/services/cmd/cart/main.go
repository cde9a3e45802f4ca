// Cart fills carts and reads them over gRPC.
package main

import (
	"context"
	"fmt"
	"os"

	"google.golang.org/grpc"

	"example.com/shop/internal/carts"
	"example.com/shop/internal/service"
	shopv1 "example.com/shop/proto/shop/v1"
)

func main() { service.Main("cart", build) }

func build(ctx context.Context, s *service.Service) error {
	grpcAddr := s.Env.String("GRPC_ADDR", ":9090")
	keyFile := s.Env.Required("CART_KEY_FILE", "a file with the secret that seals carts, the same for all replicas")
	if err := s.Start(ctx); err != nil {
		return err
	}
	key, err := os.ReadFile(keyFile)
	if err != nil {
		return fmt.Errorf("CART_KEY_FILE: %w", err)
	}
	if len(key) < 16 {
		return fmt.Errorf("CART_KEY_FILE: the secret in %s has %d bytes, fewer than 16", keyFile, len(key))
	}
	return s.ServeGRPC(grpcAddr, func(server grpc.ServiceRegistrar) {
		shopv1.RegisterCartsServer(server, carts.NewService(carts.NewSealer(key)))
	})
}
