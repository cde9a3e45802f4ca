// Catalogue shows over HTTP what can be bought, and keeps it in PostgreSQL.
package main

import (
	"context"

	"example.com/shop/internal/catalogue"
	"example.com/shop/internal/database"
	"example.com/shop/internal/service"
)

func main() { service.Main("catalogue", build) }

func build(ctx context.Context, s *service.Service) error {
	httpAddr := s.Env.String("HTTP_ADDR", ":8080")
	settings := database.Read(s.Env, "CATALOGUE_DB")
	if err := s.Start(ctx, service.Database); err != nil {
		return err
	}
	pool, err := database.NewPool(context.WithoutCancel(ctx), settings)
	if err != nil {
		return err
	}
	store := catalogue.NewPostgres(pool)
	s.FollowDatabase(pool, store)
	return s.ServeHTTP(httpAddr, catalogue.NewAPI(s.Log, store).Routes())
}
