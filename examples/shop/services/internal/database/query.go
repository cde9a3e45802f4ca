package database

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// QueryTimeout is below the callers' deadlines, so that a database that hangs
// is reported as unavailable instead of as a call that took too long.
const QueryTimeout = 2 * time.Second

// schemaLock is the key of the advisory lock; any number no one else uses.
const schemaLock = 0x73686f70 // "shop"

// ErrUnavailable means that the database cannot answer now but may later.
var ErrUnavailable = errors.New("the database does not answer right now")

// Prepare runs statements that create what is missing. CREATE TABLE IF NOT
// EXISTS can fail when two replicas race, so they take turns.
func Prepare(ctx context.Context, pool *pgxpool.Pool, statements ...string) error {
	return pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", schemaLock); err != nil {
			return fmt.Errorf("lock the schema: %w", err)
		}
		for _, s := range statements {
			if _, err := tx.Exec(ctx, s); err != nil {
				return fmt.Errorf("prepare the database: %w", err)
			}
		}
		return nil
	})
}

// Classify wraps an error of which another try may be rid in [ErrUnavailable].
// It may, unless the server has understood the statement and refuses it.
func Classify(err error) error {
	if err == nil || !transient(err) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrUnavailable, err)
}

func transient(err error) bool {
	var connect *pgconn.ConnectError
	var refused *pgconn.PgError
	if errors.As(err, &connect) || !errors.As(err, &refused) {
		return !errors.Is(err, pgx.ErrNoRows)
	}
	for _, class := range []string{
		"08",    // connection exception
		"25006", // read-only transaction: no longer the primary
		"40",    // transaction rollback: deadlock, serialization
		"53",    // insufficient resources: too many connections
		"57",    // operator intervention: shutting down, starting up
	} {
		if strings.HasPrefix(refused.Code, class) {
			return true
		}
	}
	return false
}
