package orders

import (
	"context"
	"log/slog"

	"google.golang.org/grpc"

	shopv1 "example.com/shop/proto/shop/v1"
)

// memory is a Store without a database.
type memory struct {
	byKey  map[string]Order
	placed []Order
	err    error
}

func (m *memory) Place(_ context.Context, key string, o Order) (Order, error) {
	if m.err != nil {
		return Order{}, m.err
	}
	if old, ok := m.byKey[key]; ok {
		return old, nil
	}
	m.byKey[key] = o
	m.placed = append(m.placed, o)
	return o, nil
}

// After counts orders where Postgres counts transactions.
func (m *memory) After(_ context.Context, at Position, most int) ([]Order, Position, error) {
	if m.err != nil {
		return nil, at, m.err
	}
	found := m.placed[at.Transaction:]
	found = found[:min(most, len(found))]
	for _, o := range found {
		at = Position{at.Transaction + 1, o.ID}
	}
	return found, at, nil
}

func (m *memory) ByKey(_ context.Context, key string) (Order, error) {
	if o, ok := m.byKey[key]; ok {
		return o, nil
	}
	return Order{}, ErrNotFound
}

func (m *memory) Get(_ context.Context, id string) (Order, error) {
	for _, o := range m.byKey {
		if o.ID == id {
			return o, nil
		}
	}
	return Order{}, ErrNotFound
}

// fakeCarts knows carts by their text.
type fakeCarts struct {
	shopv1.CartsClient
	carts map[string][]*shopv1.Line
	err   error
}

func (f *fakeCarts) GetCart(_ context.Context, req *shopv1.GetCartRequest, _ ...grpc.CallOption) (*shopv1.GetCartResponse, error) {
	return &shopv1.GetCartResponse{Lines: f.carts[req.GetCart()]}, f.err
}

// fakePayments remembers what was charged.
type fakePayments struct {
	charged []*shopv1.ChargeRequest
	err     error
}

func (f *fakePayments) Charge(_ context.Context, req *shopv1.ChargeRequest, _ ...grpc.CallOption) (*shopv1.ChargeResponse, error) {
	f.charged = append(f.charged, req)
	return &shopv1.ChargeResponse{ChargeId: "charge of " + req.GetIdempotencyKey()}, f.err
}

type fixture struct {
	*Service
	store    *memory
	carts    *fakeCarts
	payments *fakePayments
}

func newFixture() *fixture {
	f := &fixture{
		store: &memory{byKey: map[string]Order{}},
		carts: &fakeCarts{carts: map[string][]*shopv1.Line{
			"two mugs": {{Item: "mug", Quantity: 2, UnitPriceCents: 1450}, {Item: "sticker", Quantity: 1, UnitPriceCents: 250}},
			"one mug":  {{Item: "mug", Quantity: 1, UnitPriceCents: 1450}},
		}},
		payments: &fakePayments{},
	}
	f.Service = NewService(slog.New(slog.DiscardHandler), f.store, f.carts, f.payments)
	return f
}
