// Frontend is the shop's HTTP API. It shows products, fills carts and places orders by calling others.
package main

import (
	"context"

	"example.com/shop/internal/calls"
	"example.com/shop/internal/catalogue"
	"example.com/shop/internal/service"
	"example.com/shop/internal/storefront"
	shopv1 "example.com/shop/proto/shop/v1"
)

func main() { service.Main("frontend", build) }

func build(ctx context.Context, s *service.Service) error {
	httpAddr := s.Env.String("HTTP_ADDR", ":8080")
	products := calls.ReadHTTP(s.Env, "catalogue")
	cart, checkout := calls.ReadGRPC(s.Env, "cart"), calls.ReadGRPC(s.Env, "checkout")
	if err := s.Start(ctx); err != nil { // ready without those it calls: their outage must not take the shop window away
		return err
	}
	cartConn, err := s.Dial(cart, shopv1.Carts_ServiceDesc.ServiceName)
	if err != nil {
		return err
	}
	checkoutConn, err := s.Dial(checkout, shopv1.Checkout_ServiceDesc.ServiceName)
	if err != nil {
		return err
	}
	client := catalogue.NewClient(products.Address, calls.NewHTTPClient(products, s.Calls))
	api := storefront.NewAPI(s.Log, client, shopv1.NewCartsClient(cartConn), shopv1.NewCheckoutClient(checkoutConn))
	return s.ServeHTTP(httpAddr, api.Routes())
}
