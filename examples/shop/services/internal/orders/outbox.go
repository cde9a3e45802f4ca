package orders

import (
	"context"

	"github.com/jackc/pgx/v5"

	"example.com/shop/internal/database"
)

// outbox lists the orders for those who follow them, in the same transaction
// that places them.
const outbox = `
CREATE TABLE IF NOT EXISTS placed_orders (
	transaction   xid8 NOT NULL DEFAULT pg_current_xact_id(),
	order_id      text NOT NULL REFERENCES orders,
	trace_context jsonb,
	PRIMARY KEY (transaction, order_id)
)`

// After implements [Store]. Transactions do not end in the order in which they
// begin. So only what is older than every running one is returned: nothing can
// appear among it later.
func (p *Postgres) After(ctx context.Context, at Position, most int) ([]Order, Position, error) {
	ctx, cancel := context.WithTimeout(ctx, database.QueryTimeout)
	defer cancel()
	rows, err := p.pool.Query(ctx, `
		SELECT transaction, id, lines, total_cents, charge_id, trace_context
		FROM placed_orders JOIN orders ON id = order_id
		WHERE (transaction, order_id) > ($1, $2) AND transaction < pg_snapshot_xmin(pg_current_snapshot())
		ORDER BY transaction, order_id LIMIT $3`, at.Transaction, at.Order, most)
	if err != nil {
		return nil, at, database.Classify(err)
	}
	var found []Order
	var o Order
	next := at
	_, err = pgx.ForEachRow(rows, []any{&next.Transaction, &o.ID, &o.Lines, &o.TotalCents, &o.ChargeID, &o.Trace}, func() error {
		next.Order = o.ID
		found = append(found, o)
		o = Order{}
		return nil
	})
	return found, next, database.Classify(err)
}
