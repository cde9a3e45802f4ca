package orders

import (
	"maps"
	"testing"

	"example.com/shop/internal/telemetry"
)

// A transaction that begins first and ends last is not missed by those who
// read in between.
func TestWhoFollowsOrdersMissesNoneAndGetsNoneTwice(t *testing.T) {
	p := newTestPostgres(t)
	if err := p.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	at, read := Position{}, map[string]Order{}
	follow := func() {
		for {
			found, next, err := p.After(t.Context(), at, 2)
			if err != nil {
				t.Fatal(err)
			}
			if at = next; len(found) == 0 {
				return
			}
			for _, o := range found {
				if _, again := read[o.ID]; again {
					t.Errorf("%s was read twice", o.ID)
				}
				read[o.ID] = o
			}
		}
	}

	slow, err := p.pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = slow.Rollback(t.Context()) }()
	late := newID()
	for _, sql := range []string{
		"INSERT INTO orders (id, idempotency_key, lines, total_cents, charge_id) VALUES ($1, $1, '[]', 0, 'c')",
		"INSERT INTO placed_orders (order_id, trace_context) VALUES ($1, '{}')",
	} {
		if _, err := slow.Exec(t.Context(), sql, late); err != nil {
			t.Fatal(err)
		}
	}
	trace := telemetry.TraceContext{"traceparent": "00-01000000000000000000000000000000-0200000000000000-01"}
	placed := map[string]bool{late: true}
	for range 5 {
		key := newID()
		for range 2 { // the second time it is known
			o, err := p.Place(t.Context(), key, Order{ID: newID(), Lines: []Line{{"mug", 1, 1450}}, TotalCents: 1450, ChargeID: "c", Trace: trace})
			if err != nil {
				t.Fatal(err)
			}
			placed[o.ID] = true
		}
	}
	follow()
	if err := slow.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	follow()

	if len(placed) != 6 {
		t.Errorf("%d orders of 6", len(placed))
	}
	for id := range placed {
		o, ok := read[id]
		if !ok {
			t.Errorf("%s was missed", id)
		} else if id != late && (!maps.Equal(o.Trace, trace) || len(o.Lines) != 1 || o.TotalCents != 1450) {
			t.Errorf("read %v", o)
		}
	}
}
