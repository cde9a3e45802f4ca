package orders

import (
	"errors"
	"os"
	"sync"
	"testing"

	"example.com/shop/internal/config"
	"example.com/shop/internal/database"
)

// newTestPostgres uses the database that ORDERS_TEST_DSN names, if any.
func newTestPostgres(t *testing.T) *Postgres {
	if os.Getenv("ORDERS_TEST_DSN") == "" {
		t.Skip("ORDERS_TEST_DSN is not set")
	}
	pool, err := database.NewPool(t.Context(), database.Read(config.NewReader(os.Getenv), "ORDERS_TEST"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return NewPostgres(pool)
}

func TestReplicasPrepareTheDatabaseTogether(t *testing.T) {
	p := newTestPostgres(t)
	if _, err := p.pool.Exec(t.Context(), "DROP TABLE IF EXISTS placed_orders, orders"); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if err := p.Prepare(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func TestConcurrentCallsWithOneKeyStoreOneOrder(t *testing.T) {
	p := newTestPostgres(t)
	if err := p.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	key := newID()
	ids := make([]string, 20)
	var wg sync.WaitGroup
	for i := range ids {
		wg.Go(func() {
			o, err := p.Place(t.Context(), key, Order{ID: newID(), Lines: []Line{{"mug", 1, 1450}}, TotalCents: 1450, ChargeID: "c"})
			if err != nil {
				t.Error(err)
			}
			ids[i] = o.ID
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("one key, several orders: %v", ids)
		}
	}
	if o, err := p.Get(t.Context(), ids[0]); err != nil || len(o.Lines) != 1 || o.Lines[0] != (Line{"mug", 1, 1450}) || o.TotalCents != 1450 {
		t.Errorf("got %v, %v", o, err)
	}
	if o, err := p.ByKey(t.Context(), key); err != nil || o.ID != ids[0] {
		t.Errorf("by key: got %v, %v", o, err)
	}
	if _, err := p.Get(t.Context(), newID()); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v", err)
	}
}
