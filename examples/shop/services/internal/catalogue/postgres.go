package catalogue

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/shop/internal/database"
)

const schema = `
CREATE TABLE IF NOT EXISTS products (
	id          text   PRIMARY KEY,
	name        text   NOT NULL,
	price_cents bigint NOT NULL CHECK (price_cents >= 0)
)`

// Postgres keeps products in a PostgreSQL database.
type Postgres struct{ pool *pgxpool.Pool }

// NewPostgres keeps products in the database behind pool.
func NewPostgres(pool *pgxpool.Pool) *Postgres { return &Postgres{pool} }

// Prepare creates the table, and what is missing in it of the assortment.
func (p *Postgres) Prepare(ctx context.Context) error {
	if err := database.Prepare(ctx, p.pool, schema); err != nil {
		return err
	}
	for _, a := range Assortment {
		const insert = "INSERT INTO products (id, name, price_cents) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING"
		if _, err := p.pool.Exec(ctx, insert, a.ID, a.Name, a.PriceCents); err != nil {
			return err
		}
	}
	return nil
}

// Ping reports whether the database answers.
func (p *Postgres) Ping(ctx context.Context) error { return p.pool.Ping(ctx) }

// List implements [Store].
func (p *Postgres) List(ctx context.Context) ([]Product, error) {
	ctx, cancel := context.WithTimeout(ctx, database.QueryTimeout)
	defer cancel()
	rows, err := p.pool.Query(ctx, "SELECT id, name, price_cents FROM products ORDER BY id")
	if err != nil {
		return nil, database.Classify(err)
	}
	products, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Product])
	return products, database.Classify(err)
}

// Get implements [Store].
func (p *Postgres) Get(ctx context.Context, id string) (Product, error) {
	ctx, cancel := context.WithTimeout(ctx, database.QueryTimeout)
	defer cancel()
	var found Product
	err := p.pool.QueryRow(ctx, "SELECT id, name, price_cents FROM products WHERE id = $1", id).
		Scan(&found.ID, &found.Name, &found.PriceCents)
	if errors.Is(err, pgx.ErrNoRows) {
		return Product{}, ErrNotFound
	}
	return found, database.Classify(err)
}
