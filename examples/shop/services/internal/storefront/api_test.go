package storefront

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	shopv1 "example.com/shop/proto/shop/v1"
)

// fakeCheckout answers every call with one order or one error.
type fakeCheckout struct {
	order *shopv1.Order
	err   error
	got   *shopv1.PlaceOrderRequest
}

func (f *fakeCheckout) PlaceOrder(_ context.Context, req *shopv1.PlaceOrderRequest, _ ...grpc.CallOption) (*shopv1.PlaceOrderResponse, error) {
	f.got = req
	return &shopv1.PlaceOrderResponse{Order: f.order}, f.err
}

func (f *fakeCheckout) GetOrder(context.Context, *shopv1.GetOrderRequest, ...grpc.CallOption) (*shopv1.GetOrderResponse, error) {
	return &shopv1.GetOrderResponse{Order: f.order}, f.err
}

func do(f *fakeCheckout, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	NewAPI(slog.New(slog.DiscardHandler), f).Routes().ServeHTTP(w, r)
	return w
}

func post(body string) *http.Request {
	return httptest.NewRequest(http.MethodPost, "/orders", strings.NewReader(body))
}

const mug = `{"item": "mug", "quantity": 2}`

func TestAPlacedOrderIsCreated(t *testing.T) {
	f := &fakeCheckout{order: &shopv1.Order{Id: "ABC"}}
	r := post(mug)
	r.Header.Set("Idempotency-Key", "my key")
	w := do(f, r)
	if w.Code != http.StatusCreated || strings.TrimSpace(w.Body.String()) != `{"id":"ABC"}` || w.Header().Get("Location") != "/orders/ABC" {
		t.Errorf("got %d %s %v", w.Code, w.Body, w.Header())
	}
	if f.got.GetItem() != "mug" || f.got.GetQuantity() != 2 || f.got.GetIdempotencyKey() != "my key" {
		t.Errorf("checkout got %v", f.got)
	}
}

func TestEachOrderWithoutAKeyGetsItsOwn(t *testing.T) {
	f := &fakeCheckout{}
	do(f, post(mug))
	first := f.got.GetIdempotencyKey()
	do(f, post(mug))
	if second := f.got.GetIdempotencyKey(); first == "" || first == second {
		t.Errorf("keys %q and %q", first, second)
	}
}

func TestAnOrderIsShown(t *testing.T) {
	f := &fakeCheckout{order: &shopv1.Order{Id: "ABC", Item: "mug", Quantity: 2}}
	w := do(f, httptest.NewRequest(http.MethodGet, "/orders/ABC", nil))
	if want := `{"id":"ABC","item":"mug","quantity":2}`; w.Code != http.StatusOK || strings.TrimSpace(w.Body.String()) != want {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}

func TestBadInputNeverReachesCheckout(t *testing.T) {
	badKey := post(mug)
	badKey.Header.Set("Idempotency-Key", "\xff")
	for name, tc := range map[string]struct {
		request *http.Request
		want    int
	}{
		"not JSON":              {post("mug"), http.StatusBadRequest},
		"two bodies":            {post(mug + mug), http.StatusBadRequest},
		"a text for a number":   {post(`{"item": "mug", "quantity": "2"}`), http.StatusBadRequest},
		"a number out of range": {post(`{"item": "mug", "quantity": 3000000000}`), http.StatusBadRequest},
		"a body without end":    {post(`{"item": "` + strings.Repeat("x", maxBody)), http.StatusRequestEntityTooLarge},
		"a key that is no text": {badKey, http.StatusBadRequest},
		"an id that is no text": {httptest.NewRequest(http.MethodGet, "/orders/%ff", nil), http.StatusNotFound},
		"an unknown method":     {httptest.NewRequest(http.MethodDelete, "/orders/ABC", nil), http.StatusMethodNotAllowed},
	} {
		f := &fakeCheckout{err: status.Error(codes.Internal, "reached")}
		if w := do(f, tc.request); w.Code != tc.want {
			t.Errorf("%s: got %d %s, want %d", name, w.Code, w.Body, tc.want)
		}
	}
}

func TestWhatCheckoutSaysIsSaidInHTTP(t *testing.T) {
	for code, want := range map[codes.Code]int{
		codes.InvalidArgument:  http.StatusBadRequest,
		codes.NotFound:         http.StatusNotFound,
		codes.AlreadyExists:    http.StatusConflict,
		codes.Unavailable:      http.StatusServiceUnavailable,
		codes.DeadlineExceeded: http.StatusServiceUnavailable,
		codes.Internal:         http.StatusInternalServerError,
	} {
		w := do(&fakeCheckout{err: status.Error(code, "detail")}, post(mug))
		if w.Code != want {
			t.Errorf("%v: got %d, want %d", code, w.Code, want)
		}
		if tells := strings.Contains(w.Body.String(), "detail"); tells != (want < 500) {
			t.Errorf("%v: body %s", code, w.Body)
		}
	}
}
