package orders

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// maxConns replaces pgxpool's default, the CPUs of the node, with which a few
// replicas on large nodes use up a server's connections.
const maxConns = 8

// NewPool makes a pool for the database of dsn; it does not connect yet. The
// password is read from credsFile, if one is given, for every new connection,
// so that a rotated one is used without a restart.
func NewPool(ctx context.Context, dsn, credsFile string) (*pgxpool.Pool, error) {
	cfg, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("ORDERS_DB_DSN: %w", err)
	}
	if !strings.Contains(dsn, "pool_max_conns") {
		cfg.MaxConns = maxConns
	}
	if cfg.ConnConfig.ConnectTimeout == 0 {
		cfg.ConnConfig.ConnectTimeout = 5 * time.Second
	}
	cfg.MaxConnLifetime = 30 * time.Minute
	cfg.MaxConnLifetimeJitter = 5 * time.Minute
	if credsFile != "" {
		cfg.BeforeConnect = passwordFrom(credsFile)
	}
	return pgxpool.NewWithConfig(ctx, cfg)
}

func passwordFrom(file string) func(context.Context, *pgx.ConnConfig) error {
	return func(_ context.Context, cfg *pgx.ConnConfig) error {
		password, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("ORDERS_DB_CREDS_FILE: %w", err)
		}
		cfg.Password = string(bytes.TrimRight(password, "\r\n"))
		return nil
	}
}
