package orders

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/shop/internal/database"
)

const schema = `
CREATE TABLE IF NOT EXISTS orders (
	id              text        PRIMARY KEY,
	idempotency_key text        NOT NULL UNIQUE,
	lines           jsonb       NOT NULL,
	total_cents     bigint      NOT NULL CHECK (total_cents >= 0),
	charge_id       text        NOT NULL,
	created_at      timestamptz NOT NULL DEFAULT now()
)`

// Postgres keeps orders in a PostgreSQL database.
type Postgres struct{ pool *pgxpool.Pool }

// NewPostgres keeps orders in the database behind pool.
func NewPostgres(pool *pgxpool.Pool) *Postgres { return &Postgres{pool} }

// Prepare creates the tables unless they are there.
func (p *Postgres) Prepare(ctx context.Context) error {
	return database.Prepare(ctx, p.pool, schema, outbox)
}

// Ping reports whether the database answers.
func (p *Postgres) Ping(ctx context.Context) error { return p.pool.Ping(ctx) }

// Place implements [Store]. On a known key the update changes nothing, but
// lets RETURNING give the row that is there; it is in the outbox already. Scan
// waits until the server is ready for the next query, thus for the commit, and
// returns its error.
func (p *Postgres) Place(ctx context.Context, key string, o Order) (Order, error) {
	return p.queryOrder(ctx, `
		WITH placed AS (
			INSERT INTO orders (id, idempotency_key, lines, total_cents, charge_id) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (idempotency_key) DO UPDATE SET idempotency_key = excluded.idempotency_key
			RETURNING id, lines, total_cents, charge_id
		), told AS (
			INSERT INTO placed_orders (order_id, trace_context) SELECT id, $6::jsonb FROM placed WHERE id = $1
		)
		SELECT id, lines, total_cents, charge_id FROM placed`, o.ID, key, o.Lines, o.TotalCents, o.ChargeID, o.Trace)
}

// ByKey implements [Store].
func (p *Postgres) ByKey(ctx context.Context, key string) (Order, error) {
	return p.queryOrder(ctx, "SELECT id, lines, total_cents, charge_id FROM orders WHERE idempotency_key = $1", key)
}

// Get implements [Store].
func (p *Postgres) Get(ctx context.Context, id string) (Order, error) {
	return p.queryOrder(ctx, "SELECT id, lines, total_cents, charge_id FROM orders WHERE id = $1", id)
}

func (p *Postgres) queryOrder(ctx context.Context, sql string, args ...any) (Order, error) {
	ctx, cancel := context.WithTimeout(ctx, database.QueryTimeout)
	defer cancel()
	var o Order
	err := p.pool.QueryRow(ctx, sql, args...).Scan(&o.ID, &o.Lines, &o.TotalCents, &o.ChargeID)
	if errors.Is(err, pgx.ErrNoRows) {
		return Order{}, ErrNotFound
	}
	return o, database.Classify(err)
}
