// Recommendations is a worker that follows the catalogue and the orders. Nobody calls it.
package main

import (
	"context"
	"errors"
	"time"

	"example.com/shop/internal/calls"
	"example.com/shop/internal/catalogue"
	"example.com/shop/internal/recommend"
	"example.com/shop/internal/service"
	shopv1 "example.com/shop/proto/shop/v1"
)

func main() { service.Main("recommendations", build) }

func build(ctx context.Context, s *service.Service) error {
	products, checkout := calls.ReadHTTP(s.Env, "catalogue"), calls.ReadGRPC(s.Env, "checkout")
	every := s.Env.Duration("REFRESH_INTERVAL", 10*time.Second)
	if every == 0 {
		s.Env.Fail(errors.New("REFRESH_INTERVAL is zero: others would be asked without a pause"))
	}
	if err := s.Start(ctx); err != nil {
		return err
	}
	conn, err := s.Dial(checkout, shopv1.Checkout_ServiceDesc.ServiceName)
	if err != nil {
		return err
	}
	client := catalogue.NewClient(products.Address, calls.NewHTTPClient(products, s.Calls))
	s.Work(recommend.NewWorker(s.Log, client, shopv1.NewCheckoutClient(conn), every, s.Metrics).Run)
	return nil
}
