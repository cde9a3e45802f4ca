package storefront

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/shop/internal/calls"
	"example.com/shop/internal/catalogue"
	shopv1 "example.com/shop/proto/shop/v1"
)

// shop answers every call of the frontend with one order, or one error.
type shop struct {
	shopv1.CartsClient
	shopv1.CheckoutClient
	order     *shopv1.Order
	err       error // checkout's and cart's
	catalogue error
	added     *shopv1.AddItemRequest
	placed    *shopv1.PlaceOrderRequest
}

func (f *shop) List(context.Context) ([]catalogue.Product, error) {
	return catalogue.Assortment[:1], f.catalogue
}

func (f *shop) Get(_ context.Context, id string) (catalogue.Product, error) {
	if id != "mug" && f.catalogue == nil {
		return catalogue.Product{}, catalogue.ErrNotFound
	}
	return catalogue.Assortment[0], f.catalogue
}

func (f *shop) AddItem(_ context.Context, req *shopv1.AddItemRequest, _ ...grpc.CallOption) (*shopv1.AddItemResponse, error) {
	f.added = req
	return &shopv1.AddItemResponse{Cart: "sealed", Lines: []*shopv1.Line{req.GetLine()}}, f.err
}

func (f *shop) PlaceOrder(_ context.Context, req *shopv1.PlaceOrderRequest, _ ...grpc.CallOption) (*shopv1.PlaceOrderResponse, error) {
	f.placed = req
	return &shopv1.PlaceOrderResponse{Order: f.order}, f.err
}

func (f *shop) GetOrder(context.Context, *shopv1.GetOrderRequest, ...grpc.CallOption) (*shopv1.GetOrderResponse, error) {
	return &shopv1.GetOrderResponse{Order: f.order}, f.err
}

func do(f *shop, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	NewAPI(slog.New(slog.DiscardHandler), f, f, f).Routes().ServeHTTP(w, r)
	return w
}

func post(path, body string) *http.Request {
	return httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
}

func is(w *httptest.ResponseRecorder, code int, body string) bool {
	return w.Code == code && strings.TrimSpace(w.Body.String()) == body
}

const mug = `{"item": "mug", "quantity": 2}`

func TestProductsAreShown(t *testing.T) {
	if w := do(&shop{}, httptest.NewRequest(http.MethodGet, "/products", nil)); !is(w, 200, `[{"id":"mug","name":"Mug","price_cents":1450}]`) {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}

func TestACartIsFilledAtThePriceOfTheCatalogue(t *testing.T) {
	f := &shop{}
	w := do(f, post("/carts", `{"cart": "before", "item": "mug", "quantity": 2, "unit_price_cents": 1}`))
	if !is(w, 200, `{"cart":"sealed","lines":[{"item":"mug","quantity":2,"unit_price_cents":1450}]}`) || f.added.GetCart() != "before" {
		t.Errorf("got %d %s, cart got %v", w.Code, w.Body, f.added)
	}
}

func TestAnItemIsOrderedAtOnce(t *testing.T) {
	f := &shop{order: &shopv1.Order{Id: "ABC"}}
	r := post("/orders", mug)
	r.Header.Set("Idempotency-Key", "my key")
	w := do(f, r)
	if !is(w, 201, `{"id":"ABC"}`) || w.Header().Get("Location") != "/orders/ABC" {
		t.Errorf("got %d %s %v", w.Code, w.Body, w.Header())
	}
	if f.placed.GetCart() != "sealed" || f.placed.GetIdempotencyKey() != "my key" || f.added.GetLine().GetQuantity() != 2 {
		t.Errorf("checkout got %v, cart got %v", f.placed, f.added)
	}
}

func TestAFilledCartIsOrdered(t *testing.T) {
	f := &shop{order: &shopv1.Order{Id: "ABC"}}
	if w := do(f, post("/orders", `{"cart": "mine"}`)); w.Code != 201 || f.placed.GetCart() != "mine" || f.added != nil {
		t.Errorf("got %d %s, checkout got %v", w.Code, w.Body, f.placed)
	}
}

func TestEachOrderWithoutAKeyGetsItsOwn(t *testing.T) {
	f := &shop{}
	do(f, post("/orders", mug))
	first := f.placed.GetIdempotencyKey()
	do(f, post("/orders", mug))
	if second := f.placed.GetIdempotencyKey(); first == "" || first == second {
		t.Errorf("keys %q and %q", first, second)
	}
}

func TestAnOrderIsShown(t *testing.T) {
	f := &shop{order: &shopv1.Order{Id: "ABC", TotalCents: 2900, Lines: []*shopv1.Line{{Item: "mug", Quantity: 2, UnitPriceCents: 1450}}}}
	w := do(f, httptest.NewRequest(http.MethodGet, "/orders/ABC", nil))
	if !is(w, 200, `{"id":"ABC","lines":[{"item":"mug","quantity":2,"unit_price_cents":1450}],"total_cents":2900}`) {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}

func TestBadInputNeverReachesCheckout(t *testing.T) {
	badKey := post("/orders", mug)
	badKey.Header.Set("Idempotency-Key", "\xff")
	for name, tc := range map[string]struct {
		request *http.Request
		want    int
	}{
		"not JSON":              {post("/orders", "mug"), http.StatusBadRequest},
		"two bodies":            {post("/orders", mug+mug), http.StatusBadRequest},
		"nothing":               {post("/orders", "{}"), http.StatusBadRequest},
		"a text for a number":   {post("/orders", `{"item": "mug", "quantity": "2"}`), http.StatusBadRequest},
		"a number out of range": {post("/orders", `{"item": "mug", "quantity": 3000000000}`), http.StatusBadRequest},
		"an unknown product":    {post("/orders", `{"item": "car", "quantity": 1}`), http.StatusBadRequest},
		"a body without end":    {post("/orders", `{"item": "`+strings.Repeat("x", maxBody)), http.StatusRequestEntityTooLarge},
		"a key that is no text": {badKey, http.StatusBadRequest},
		"an id that is no text": {httptest.NewRequest(http.MethodGet, "/orders/%ff", nil), http.StatusNotFound},
		"an unknown method":     {httptest.NewRequest(http.MethodDelete, "/orders/ABC", nil), http.StatusMethodNotAllowed},
	} {
		f := &shop{err: status.Error(codes.Internal, "reached")}
		if w := do(f, tc.request); w.Code != tc.want || f.placed != nil {
			t.Errorf("%s: got %d %s, want %d", name, w.Code, w.Body, tc.want)
		}
	}
}

func TestWhatTheCalledOnesSayIsSaidInHTTP(t *testing.T) {
	for _, tc := range []struct {
		failure shop
		want    int
	}{
		{shop{err: status.Error(codes.InvalidArgument, "detail")}, http.StatusBadRequest},
		{shop{err: status.Error(codes.NotFound, "detail")}, http.StatusNotFound},
		{shop{err: status.Error(codes.AlreadyExists, "detail")}, http.StatusConflict},
		{shop{err: status.Error(codes.ResourceExhausted, "")}, http.StatusTooManyRequests},
		{shop{err: status.Error(codes.Unavailable, "detail")}, http.StatusServiceUnavailable},
		{shop{err: status.Error(codes.Aborted, "detail")}, http.StatusServiceUnavailable},
		{shop{err: status.Error(codes.DeadlineExceeded, "detail")}, http.StatusServiceUnavailable},
		{shop{err: status.Error(codes.Internal, "detail")}, http.StatusInternalServerError},
		{shop{catalogue: catalogue.ErrOverloaded}, http.StatusTooManyRequests},
		{shop{catalogue: fmt.Errorf("%w: detail", catalogue.ErrUnavailable)}, http.StatusServiceUnavailable},
		{shop{catalogue: fmt.Errorf("%w: %w", catalogue.ErrUnavailable, calls.ErrNotMade)}, http.StatusServiceUnavailable},
	} {
		w := do(&tc.failure, post("/orders", mug))
		if w.Code != tc.want {
			t.Errorf("%v, %v: got %d", tc.failure.err, tc.failure.catalogue, w.Code)
		}
		if tells := strings.Contains(w.Body.String(), "detail"); tells != (tc.want < 500 && tc.want != 429) {
			t.Errorf("%v: body %s", tc.failure.err, w.Body)
		}
	}
}
