// Package storefront is the frontend service: the shop's HTTP API in front of
// catalogue, cart and checkout.
package storefront

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"unicode/utf8"

	"example.com/shop/internal/catalogue"
	shopv1 "example.com/shop/proto/shop/v1"
)

// maxBody is far above the largest cart.
const maxBody = 64 << 10

// Catalogue knows all products, and says ErrNotFound of others.
type Catalogue interface {
	List(ctx context.Context) ([]catalogue.Product, error)
	Get(ctx context.Context, id string) (catalogue.Product, error)
}

// API is the shop's HTTP API.
type API struct {
	log       *slog.Logger
	catalogue Catalogue
	carts     shopv1.CartsClient
	checkout  shopv1.CheckoutClient
}

// NewAPI answers requests by calling others.
func NewAPI(log *slog.Logger, c Catalogue, carts shopv1.CartsClient, checkout shopv1.CheckoutClient) *API {
	return &API{log: log, catalogue: c, carts: carts, checkout: checkout}
}

// Routes returns the mux of the API.
func (a *API) Routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /products", a.listProducts)
	mux.HandleFunc("POST /carts", a.fillCart)
	mux.HandleFunc("POST /orders", a.placeOrder)
	mux.HandleFunc("GET /orders/{id}", a.getOrder)
	return mux
}

// wish is what a customer sends: a cart, an item for it, or both.
type wish struct {
	Cart     string `json:"cart"`
	Item     string `json:"item"`
	Quantity int32  `json:"quantity"`
}

type line struct {
	Item           string `json:"item"`
	Quantity       int32  `json:"quantity"`
	UnitPriceCents int64  `json:"unit_price_cents"`
}

type filledCart struct {
	Cart  string `json:"cart"`
	Lines []line `json:"lines"`
}

type order struct {
	ID         string `json:"id"`
	Lines      []line `json:"lines"`
	TotalCents int64  `json:"total_cents"`
}

func (a *API) listProducts(w http.ResponseWriter, r *http.Request) {
	products, err := a.catalogue.List(r.Context())
	if err != nil {
		a.fail(w, r, err)
		return
	}
	a.reply(w, http.StatusOK, products)
}

func (a *API) fillCart(w http.ResponseWriter, r *http.Request) {
	wanted, ok := a.read(w, r)
	if !ok {
		return
	}
	cart, err := a.addItem(r.Context(), wanted)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	a.reply(w, http.StatusOK, filledCart{cart.GetCart(), linesOf(cart.GetLines())})
}

// placeOrder orders a cart, with one more item if the customer names one.
func (a *API) placeOrder(w http.ResponseWriter, r *http.Request) {
	wanted, ok := a.read(w, r)
	if !ok {
		return
	}
	// Without a key of the caller's, one of our own still lets gRPC retry.
	key := cmp.Or(r.Header.Get("Idempotency-Key"), rand.Text())
	if !utf8.ValidString(key) {
		a.reply(w, http.StatusBadRequest, problem("Idempotency-Key must be printable ASCII"))
		return
	}
	cart := wanted.Cart
	if wanted.Item != "" {
		filled, err := a.addItem(r.Context(), wanted)
		if err != nil {
			a.fail(w, r, err)
			return
		}
		cart = filled.GetCart()
	}
	resp, err := a.checkout.PlaceOrder(r.Context(), &shopv1.PlaceOrderRequest{IdempotencyKey: key, Cart: cart})
	if err != nil {
		a.fail(w, r, err)
		return
	}
	id := resp.GetOrder().GetId()
	w.Header().Set("Location", "/orders/"+id)
	a.reply(w, http.StatusCreated, map[string]string{"id": id})
}

func (a *API) getOrder(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	if !utf8.ValidString(id) { // not sendable, thus never given out
		a.reply(w, http.StatusNotFound, problem("no such order"))
		return
	}
	resp, err := a.checkout.GetOrder(r.Context(), &shopv1.GetOrderRequest{Id: id})
	if err != nil {
		a.fail(w, r, err)
		return
	}
	o := resp.GetOrder()
	a.reply(w, http.StatusOK, order{o.GetId(), linesOf(o.GetLines()), o.GetTotalCents()})
}

// addItem puts an item into a cart, at the price of the catalogue.
func (a *API) addItem(ctx context.Context, wanted wish) (*shopv1.AddItemResponse, error) {
	product, err := a.catalogue.Get(ctx, wanted.Item)
	if err != nil {
		return nil, err
	}
	return a.carts.AddItem(ctx, &shopv1.AddItemRequest{
		Cart: wanted.Cart,
		Line: &shopv1.Line{Item: product.ID, Quantity: wanted.Quantity, UnitPriceCents: product.PriceCents},
	})
}

func (a *API) read(w http.ResponseWriter, r *http.Request) (wanted wish, ok bool) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		a.reply(w, http.StatusRequestEntityTooLarge, problem("the body is too large"))
		return wish{}, false
	}
	if err != nil || json.Unmarshal(body, &wanted) != nil || (wanted.Cart == "" && wanted.Item == "") {
		a.reply(w, http.StatusBadRequest, problem(`the body must be JSON like {"item": "mug", "quantity": 1} or {"cart": "…"}`))
		return wish{}, false
	}
	return wanted, true
}

func linesOf(sent []*shopv1.Line) []line {
	lines := make([]line, len(sent))
	for i, l := range sent {
		lines[i] = line{l.GetItem(), l.GetQuantity(), l.GetUnitPriceCents()}
	}
	return lines
}
