package orders

import (
	"errors"
	"os"
	"sync"
	"testing"
)

// newTestPostgres uses the database that ORDERS_TEST_DSN names, if any.
func newTestPostgres(t *testing.T) *Postgres {
	dsn := os.Getenv("ORDERS_TEST_DSN")
	if dsn == "" {
		t.Skip("ORDERS_TEST_DSN is not set")
	}
	pool, err := NewPool(t.Context(), dsn, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return NewPostgres(pool)
}

func TestReplicasPrepareTheDatabaseTogether(t *testing.T) {
	p := newTestPostgres(t)
	if _, err := p.pool.Exec(t.Context(), "DROP TABLE IF EXISTS orders"); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range maxConns {
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
			o, err := p.Place(t.Context(), key, Order{ID: newID(), Item: "mug", Quantity: 1})
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
	if o, err := p.Get(t.Context(), ids[0]); err != nil || o.Item != "mug" || o.Quantity != 1 {
		t.Errorf("got %v, %v", o, err)
	}
	if _, err := p.Get(t.Context(), newID()); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v", err)
	}
}
