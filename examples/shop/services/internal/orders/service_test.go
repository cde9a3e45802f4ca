package orders

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	shopv1 "example.com/shop/proto/shop/v1"
)

// memory is a Store without a database.
type memory struct {
	byKey map[string]Order
	err   error
}

func (m *memory) Place(_ context.Context, key string, o Order) (Order, error) {
	if m.err != nil {
		return Order{}, m.err
	}
	if old, ok := m.byKey[key]; ok {
		return old, nil
	}
	m.byKey[key] = o
	return o, nil
}

func (m *memory) Get(_ context.Context, id string) (Order, error) {
	for _, o := range m.byKey {
		if o.ID == id {
			return o, nil
		}
	}
	return Order{}, ErrNotFound
}

func newTestService() (*Service, *memory) {
	m := &memory{byKey: map[string]Order{}}
	return NewService(slog.New(slog.DiscardHandler), m), m
}

func place(t *testing.T, s *Service, key, item string, quantity int32) (*shopv1.Order, codes.Code) {
	resp, err := s.PlaceOrder(t.Context(), &shopv1.PlaceOrderRequest{IdempotencyKey: key, Item: item, Quantity: quantity})
	return resp.GetOrder(), status.Code(err)
}

func TestAPlacedOrderCanBeRead(t *testing.T) {
	s, _ := newTestService()
	placed, code := place(t, s, "key", "gopher plush", 2)
	if code != codes.OK {
		t.Fatal(code)
	}
	got, err := s.GetOrder(t.Context(), &shopv1.GetOrderRequest{Id: placed.GetId()})
	if err != nil || got.GetOrder().GetItem() != "gopher plush" || got.GetOrder().GetQuantity() != 2 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestARepeatedKeyReturnsTheFirstOrder(t *testing.T) {
	s, m := newTestService()
	first, _ := place(t, s, "key", "mug", 1)
	second, code := place(t, s, "key", "mug", 1)
	if code != codes.OK || second.GetId() != first.GetId() || len(m.byKey) != 1 {
		t.Errorf("got %v, %v after %v; %d stored", second, code, first, len(m.byKey))
	}
}

func TestAKeyIsNotReusedForAnotherOrder(t *testing.T) {
	s, _ := newTestService()
	place(t, s, "key", "mug", 1)
	if _, code := place(t, s, "key", "mug", 2); code != codes.AlreadyExists {
		t.Errorf("got %v", code)
	}
}

func TestWhatCannotBeStoredIsRefused(t *testing.T) {
	s, m := newTestService()
	for name, tc := range map[string]struct {
		key, item string
		quantity  int32
	}{
		"no key":              {"", "mug", 1},
		"key too long":        {strings.Repeat("k", 256), "mug", 1},
		"key not ASCII":       {"schlüssel", "mug", 1},
		"no item":             {"key", "", 1},
		"blank item":          {"key", "  ", 1},
		"item too long":       {"key", strings.Repeat("x", 201), 1},
		"NUL in item":         {"key", "mu\x00g", 1},
		"nothing ordered":     {"key", "mug", 0},
		"a negative quantity": {"key", "mug", -1},
		"too many":            {"key", "mug", 1001},
	} {
		if _, code := place(t, s, tc.key, tc.item, tc.quantity); code != codes.InvalidArgument {
			t.Errorf("%s: got %v", name, code)
		}
	}
	if len(m.byKey) != 0 {
		t.Errorf("%d stored", len(m.byKey))
	}
}

func TestAnUnknownOrderIsNotFound(t *testing.T) {
	s, _ := newTestService()
	for _, id := range []string{"", "\x00", "no-such-order", newID()} {
		if _, err := s.GetOrder(t.Context(), &shopv1.GetOrderRequest{Id: id}); status.Code(err) != codes.NotFound {
			t.Errorf("%q: got %v", id, err)
		}
	}
}

func TestOnlyWhatMayPassIsRetriable(t *testing.T) {
	for name, tc := range map[string]struct {
		err  error
		want codes.Code
	}{
		"connection lost":        {errors.New("read: connection reset by peer"), codes.Unavailable},
		"query timed out":        {context.DeadlineExceeded, codes.Unavailable},
		"cannot connect":         {&pgconn.ConnectError{}, codes.Unavailable},
		"server shutting down":   {&pgconn.PgError{Code: "57P01"}, codes.Unavailable},
		"too many connections":   {&pgconn.PgError{Code: "53300"}, codes.Unavailable},
		"not the primary now":    {&pgconn.PgError{Code: "25006"}, codes.Unavailable},
		"undefined table":        {&pgconn.PgError{Code: "42P01"}, codes.Internal},
		"insufficient privilege": {&pgconn.PgError{Code: "42501"}, codes.Internal},
	} {
		s, m := newTestService()
		m.err = tc.err
		if transient(tc.err) {
			m.err = fmt.Errorf("%w: %w", ErrUnavailable, tc.err)
		}
		if _, code := place(t, s, "key", "mug", 1); code != tc.want {
			t.Errorf("%s: got %v, want %v", name, code, tc.want)
		}
	}
}
