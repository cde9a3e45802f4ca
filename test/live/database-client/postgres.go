package main

import (
	"context"
	"errors"
	"os"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

type postgres struct{ primary, replicas *pgxpool.Pool }

func init() {
	stores["postgres"] = func(ctx context.Context, variable func(string) string) (Store, error) {
		primary, err := pool(ctx, variable)
		if err != nil {
			return nil, err
		}
		if _, err := primary.Exec(ctx, "CREATE TABLE IF NOT EXISTS numbers (id text PRIMARY KEY)"); err != nil {
			primary.Close()
			return nil, err
		}
		s := &postgres{primary: primary}
		if variable("RO_DSN") != "" {
			s.replicas, err = pool(ctx, func(suffix string) string { return variable("RO_" + suffix) })
		}
		return s, err
	}
}

func pool(ctx context.Context, variable func(string) string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(variable("DSN"))
	if err != nil {
		return nil, err
	}
	config.BeforeConnect = func(_ context.Context, c *pgx.ConnConfig) error {
		c.Password, err = password(variable)
		return err
	}
	return pgxpool.NewWithConfig(ctx, config)
}

func (s *postgres) Put(ctx context.Context, id string) error {
	_, err := s.primary.Exec(ctx, "INSERT INTO numbers VALUES ($1)", id)
	return err
}

func (s *postgres) All(ctx context.Context, replica bool) ([]string, error) {
	from := s.primary
	if replica {
		if from = s.replicas; from == nil {
			return nil, errors.New(os.Getenv("DATABASE") + " gives no read replicas")
		}
	}
	rows, err := from.Query(ctx, "SELECT id FROM numbers")
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}
