package orders

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

// queryTimeout is below the caller's deadline, so that a database that hangs
// is reported as unavailable instead of as a call that took too long.
const queryTimeout = 2 * time.Second

// schemaLock is the key of the advisory lock; any number no one else uses.
const schemaLock = 0x73686f70 // "shop"

const schema = `
CREATE TABLE IF NOT EXISTS orders (
	id              text        PRIMARY KEY,
	idempotency_key text        NOT NULL UNIQUE,
	item            text        NOT NULL,
	quantity        integer     NOT NULL CHECK (quantity > 0),
	created_at      timestamptz NOT NULL DEFAULT now()
)`

// Postgres keeps orders in a PostgreSQL database.
type Postgres struct{ pool *pgxpool.Pool }

// NewPostgres keeps orders in the database behind pool.
func NewPostgres(pool *pgxpool.Pool) *Postgres { return &Postgres{pool} }

// Prepare creates the table unless it is there. CREATE TABLE IF NOT EXISTS
// can still fail when two replicas race, hence the lock.
func (p *Postgres) Prepare(ctx context.Context) error {
	return pgx.BeginFunc(ctx, p.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", schemaLock); err != nil {
			return fmt.Errorf("lock the schema: %w", err)
		}
		if _, err := tx.Exec(ctx, schema); err != nil {
			return fmt.Errorf("create the table: %w", err)
		}
		return nil
	})
}

// Ping reports whether the database answers.
func (p *Postgres) Ping(ctx context.Context) error { return p.pool.Ping(ctx) }

// Place implements [Store]. On a known key the update changes nothing, but
// lets RETURNING give the row that is there. Scan waits until the server is
// ready for the next query, thus for the commit, and returns its error.
func (p *Postgres) Place(ctx context.Context, key string, o Order) (Order, error) {
	return p.queryOrder(ctx, `
		INSERT INTO orders (id, idempotency_key, item, quantity) VALUES ($1, $2, $3, $4)
		ON CONFLICT (idempotency_key) DO UPDATE SET idempotency_key = excluded.idempotency_key
		RETURNING id, item, quantity`, o.ID, key, o.Item, o.Quantity)
}

// Get implements [Store].
func (p *Postgres) Get(ctx context.Context, id string) (Order, error) {
	return p.queryOrder(ctx, "SELECT id, item, quantity FROM orders WHERE id = $1", id)
}

func (p *Postgres) queryOrder(ctx context.Context, sql string, args ...any) (Order, error) {
	ctx, cancel := context.WithTimeout(ctx, queryTimeout)
	defer cancel()
	var o Order
	err := p.pool.QueryRow(ctx, sql, args...).Scan(&o.ID, &o.Item, &o.Quantity)
	switch {
	case err == nil:
		return o, nil
	case errors.Is(err, pgx.ErrNoRows):
		return Order{}, ErrNotFound
	case transient(err):
		return Order{}, fmt.Errorf("%w: %w", ErrUnavailable, err)
	default:
		return Order{}, err
	}
}

// transient reports whether another try may succeed. It may, unless the
// server has understood the statement and refuses it.
func transient(err error) bool {
	var connect *pgconn.ConnectError
	var refused *pgconn.PgError
	if errors.As(err, &connect) || !errors.As(err, &refused) {
		return true
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
