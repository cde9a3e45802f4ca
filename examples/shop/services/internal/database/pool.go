// Package database opens a program's PostgreSQL database, and follows whether it answers.
package database

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/shop/internal/config"
)

// maxConns replaces pgxpool's default, the CPUs of the node, with which a few
// replicas on large nodes use up a server's connections.
const maxConns = 8

// Settings say where a database is.
type Settings struct {
	name      string
	dsn       string // keywords without the password; empty: libpq's PG variables and defaults
	credsFile string // holds only the password; may be empty
}

// Read reads the settings of a database: for ORDERS_DB they are ORDERS_DB_DSN
// and ORDERS_DB_CREDS_FILE.
func Read(env *config.Reader, name string) Settings {
	return Settings{name: name, dsn: env.String(name+"_DSN", ""), credsFile: env.String(name+"_CREDS_FILE", "")}
}

// NewPool makes a pool of connections; it does not connect yet. The password
// is read from its file for every new connection, so that a rotated one is
// used without a restart.
func NewPool(ctx context.Context, s Settings) (*pgxpool.Pool, error) {
	cfg, err := pgxpool.ParseConfig(s.dsn)
	if err != nil {
		return nil, fmt.Errorf("%s_DSN: %w", s.name, err)
	}
	if !strings.Contains(s.dsn, "pool_max_conns") {
		cfg.MaxConns = maxConns
	}
	if cfg.ConnConfig.ConnectTimeout == 0 {
		cfg.ConnConfig.ConnectTimeout = 5 * time.Second
	}
	cfg.MaxConnLifetime = 30 * time.Minute
	cfg.MaxConnLifetimeJitter = 5 * time.Minute
	if s.credsFile != "" {
		cfg.BeforeConnect = s.password
	}
	return pgxpool.NewWithConfig(ctx, cfg)
}

func (s Settings) password(_ context.Context, cfg *pgx.ConnConfig) error {
	password, err := os.ReadFile(s.credsFile)
	if err != nil {
		return fmt.Errorf("%s_CREDS_FILE: %w", s.name, err)
	}
	cfg.Password = string(bytes.TrimRight(password, "\r\n"))
	return nil
}
