package catalogue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"testing"

	"example.com/shop/internal/config"
	"example.com/shop/internal/database"
)

// shelf is a Store without a database.
type shelf struct{ err error }

func (s shelf) List(context.Context) ([]Product, error) { return Assortment, s.err }

func (s shelf) Get(_ context.Context, id string) (Product, error) {
	for _, p := range Assortment {
		if p.ID == id {
			return p, s.err
		}
	}
	return Product{}, errors.Join(ErrNotFound, s.err)
}

func client(t *testing.T, handler http.Handler) *Client {
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return NewClient(server.URL, server.Client())
}

func api(err error) http.Handler { return NewAPI(slog.New(slog.DiscardHandler), shelf{err}).Routes() }

func TestTheClientSeesWhatTheStoreHolds(t *testing.T) {
	c := client(t, api(nil))
	all, err := c.List(t.Context())
	if err != nil || len(all) != len(Assortment) || all[0] != Assortment[0] {
		t.Errorf("got %v, %v", all, err)
	}
	one, err := c.Get(t.Context(), "gopher-plush")
	if err != nil || one.PriceCents != 3900 {
		t.Errorf("got %v, %v", one, err)
	}
	for _, id := range []string{"", "car", "a/b", "..", "\xff", "%"} {
		if _, err := c.Get(t.Context(), id); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: got %v", id, err)
		}
	}
}

func TestTheClientTellsWhatIsWrong(t *testing.T) {
	says := func(code int, body string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code); fmt.Fprint(w, body) })
	}
	for name, tc := range map[string]struct {
		handler http.Handler
		want    error
	}{
		"database away":    {api(fmt.Errorf("%w: eof", database.ErrUnavailable)), ErrUnavailable},
		"database refuses": {api(errors.New("undefined table")), ErrUnavailable},
		"too many":         {says(http.StatusTooManyRequests, ""), ErrOverloaded},
		"no JSON":          {says(http.StatusOK, "<html>"), ErrUnavailable},
	} {
		if _, err := client(t, tc.handler).List(t.Context()); !errors.Is(err, tc.want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestReplicasFillTheCatalogueTogether(t *testing.T) {
	if os.Getenv("CATALOGUE_TEST_DSN") == "" {
		t.Skip("CATALOGUE_TEST_DSN is not set")
	}
	pool, err := database.NewPool(t.Context(), database.Read(config.NewReader(os.Getenv), "CATALOGUE_TEST"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	p := NewPostgres(pool)
	if _, err := pool.Exec(t.Context(), "DROP TABLE IF EXISTS products"); err != nil {
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
	if all, err := p.List(t.Context()); err != nil || len(all) != len(Assortment) {
		t.Errorf("got %v, %v", all, err)
	}
	if one, err := p.Get(t.Context(), "mug"); err != nil || one.PriceCents != 1450 {
		t.Errorf("got %v, %v", one, err)
	}
	if _, err := p.Get(t.Context(), "car"); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v", err)
	}
}
