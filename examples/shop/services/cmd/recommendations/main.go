// Recommendations is a worker that follows the catalogue. Nobody calls it.
package main

import (
	"context"
	"errors"
	"time"

	"example.com/shop/internal/calls"
	"example.com/shop/internal/catalogue"
	"example.com/shop/internal/recommend"
	"example.com/shop/internal/service"
)

func main() { service.Main("recommendations", build) }

func build(ctx context.Context, s *service.Service) error {
	callee := calls.ReadHTTP(s.Env, "catalogue")
	every := s.Env.Duration("REFRESH_INTERVAL", 10*time.Second)
	if every == 0 {
		s.Env.Fail(errors.New("REFRESH_INTERVAL is zero: the catalogue would be asked without a pause"))
	}
	if err := s.Start(ctx); err != nil {
		return err
	}
	client := calls.NewHTTPClient(callee, s.Calls)
	s.Work(recommend.NewWorker(s.Log, catalogue.NewClient(callee.Address, client), every, s.Metrics).Run)
	return nil
}
