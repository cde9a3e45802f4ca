package orders

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/shop/internal/database"
	shopv1 "example.com/shop/proto/shop/v1"
)

func place(t *testing.T, f *fixture, key, cart string) (*shopv1.Order, codes.Code) {
	resp, err := f.PlaceOrder(t.Context(), &shopv1.PlaceOrderRequest{IdempotencyKey: key, Cart: cart})
	return resp.GetOrder(), status.Code(err)
}

func TestAPlacedOrderIsPaidAndCanBeRead(t *testing.T) {
	f := newFixture()
	placed, code := place(t, f, "key", "two mugs")
	if code != codes.OK {
		t.Fatal(code)
	}
	got, err := f.GetOrder(t.Context(), &shopv1.GetOrderRequest{Id: placed.GetId()})
	if o := got.GetOrder(); err != nil || o.GetTotalCents() != 3150 || len(o.GetLines()) != 2 || o.GetLines()[0].GetItem() != "mug" || o.GetLines()[0].GetQuantity() != 2 {
		t.Errorf("got %v, %v", got, err)
	}
	if charged := f.payments.charged; len(charged) != 1 || charged[0].GetAmountCents() != 3150 || f.store.byKey["key"].ChargeID != "charge of key" {
		t.Errorf("charged %v, stored %v", charged, f.store.byKey)
	}
}

func TestARepeatedKeyReturnsTheFirstOrderAndChargesNothing(t *testing.T) {
	f := newFixture()
	first, _ := place(t, f, "key", "one mug")
	second, code := place(t, f, "key", "one mug")
	if code != codes.OK || second.GetId() != first.GetId() || len(f.store.byKey) != 1 || len(f.payments.charged) != 1 {
		t.Errorf("got %v, %v after %v; %d stored, %d charged", second, code, first, len(f.store.byKey), len(f.payments.charged))
	}
}

func TestAKeyIsNotReusedForAnotherOrder(t *testing.T) {
	f := newFixture()
	place(t, f, "key", "one mug")
	if _, code := place(t, f, "key", "two mugs"); code != codes.AlreadyExists || len(f.payments.charged) != 1 {
		t.Errorf("got %v, %d charged", code, len(f.payments.charged))
	}
}

func TestWhatCannotBeOrderedIsRefusedAndNotCharged(t *testing.T) {
	f := newFixture()
	for name, tc := range map[string]struct{ key, cart string }{
		"no key":        {"", "one mug"},
		"key too long":  {strings.Repeat("k", 256), "one mug"},
		"key not ASCII": {"schlüssel", "one mug"},
		"an empty cart": {"key", "empty"},
	} {
		if _, code := place(t, f, tc.key, tc.cart); code != codes.InvalidArgument {
			t.Errorf("%s: got %v", name, code)
		}
	}
	f.carts.err = status.Error(codes.InvalidArgument, "the cart is not valid")
	if _, code := place(t, f, "key", "forged"); code != codes.InvalidArgument {
		t.Errorf("a forged cart: got %v", code)
	}
	if len(f.store.byKey) != 0 || len(f.payments.charged) != 0 {
		t.Errorf("%d stored, %d charged", len(f.store.byKey), len(f.payments.charged))
	}
}

func TestAnUnknownOrderIsNotFound(t *testing.T) {
	f := newFixture()
	for _, id := range []string{"", "\x00", "no-such-order", newID()} {
		if _, err := f.GetOrder(t.Context(), &shopv1.GetOrderRequest{Id: id}); status.Code(err) != codes.NotFound {
			t.Errorf("%q: got %v", id, err)
		}
	}
}

// Only checkout's own database makes checkout UNAVAILABLE, which is retried
// and opens breakers. What is further on was retried already.
func TestAnOutageIsToldByWhereItIs(t *testing.T) {
	for name, tc := range map[string]struct {
		carts, payments, store error
		want                   codes.Code
	}{
		"database away":       {store: fmt.Errorf("%w: eof", database.ErrUnavailable), want: codes.Unavailable},
		"database refuses":    {store: errors.New("undefined table"), want: codes.Internal},
		"cart away":           {carts: status.Error(codes.Unavailable, "eof"), want: codes.Aborted},
		"payments away":       {payments: status.Error(codes.Unavailable, "eof"), want: codes.Aborted},
		"payments slow":       {payments: status.Error(codes.DeadlineExceeded, "eof"), want: codes.Aborted},
		"payments broken":     {payments: status.Error(codes.Internal, "eof"), want: codes.Aborted},
		"payments overloaded": {payments: status.Error(codes.ResourceExhausted, "eof"), want: codes.ResourceExhausted},
	} {
		f := newFixture()
		f.carts.err, f.payments.err, f.store.err = tc.carts, tc.payments, tc.store
		if _, code := place(t, f, "key", "one mug"); code != tc.want {
			t.Errorf("%s: got %v, want %v", name, code, tc.want)
		}
		if len(f.store.byKey) > 0 {
			t.Errorf("%s: an order was stored", name)
		}
	}
}

func TestACallerThatWaitsNoLongerIsToldSo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	f := newFixture()
	f.payments.err = status.Error(codes.Canceled, "canceled")
	if _, err := f.PlaceOrder(ctx, &shopv1.PlaceOrderRequest{IdempotencyKey: "key", Cart: "one mug"}); status.Code(err) != codes.Canceled {
		t.Errorf("got %v", err)
	}
}
