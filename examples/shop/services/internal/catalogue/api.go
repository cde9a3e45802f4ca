package catalogue

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"example.com/shop/internal/database"
)

// Store keeps products.
type Store interface {
	// List returns all products in the order of their ids.
	List(ctx context.Context) ([]Product, error)
	// Get returns a product, or ErrNotFound.
	Get(ctx context.Context, id string) (Product, error)
}

// API is the HTTP API of the catalogue.
type API struct {
	log   *slog.Logger
	store Store
}

// NewAPI answers requests from store.
func NewAPI(log *slog.Logger, store Store) *API { return &API{log: log, store: store} }

// Routes returns the mux of the API.
func (a *API) Routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /products", func(w http.ResponseWriter, r *http.Request) {
		products, err := a.store.List(r.Context())
		a.answer(w, r, products, err)
	})
	mux.HandleFunc("GET /products/{id}", func(w http.ResponseWriter, r *http.Request) {
		id := r.PathValue("id")
		if !couldBeID(id) {
			a.answer(w, r, nil, ErrNotFound)
			return
		}
		product, err := a.store.Get(r.Context(), id)
		a.answer(w, r, product, err)
	})
	return mux
}

func (a *API) answer(w http.ResponseWriter, r *http.Request, found any, err error) {
	code, body := http.StatusOK, found
	switch {
	case errors.Is(err, ErrNotFound):
		code, body = http.StatusNotFound, map[string]string{"error": ErrNotFound.Error()}
	case errors.Is(err, database.ErrUnavailable):
		a.log.WarnContext(r.Context(), "the database is unavailable", "error", err)
		code, body = http.StatusServiceUnavailable, map[string]string{"error": "the catalogue is unavailable, try again"}
	case err != nil:
		a.log.ErrorContext(r.Context(), "catalogue failed", "error", err)
		code, body = http.StatusInternalServerError, map[string]string{"error": "internal error"}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		a.log.Debug("the caller is gone", "error", err)
	}
}
