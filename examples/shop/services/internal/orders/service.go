package orders

import (
	"context"
	"errors"
	"log/slog"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/shop/internal/database"
	"example.com/shop/internal/telemetry"
	shopv1 "example.com/shop/proto/shop/v1"
)

// Store keeps orders.
type Store interface {
	// Place stores the order once per key and returns the stored one, which
	// has the id of the first call. It returns only after the commit.
	Place(ctx context.Context, key string, o Order) (Order, error)
	// ByKey returns the order that was placed with a key, or ErrNotFound.
	ByKey(ctx context.Context, key string) (Order, error)
	// Get returns an order, or ErrNotFound.
	Get(ctx context.Context, id string) (Order, error)
	// After returns at most so many orders that follow a position, each once
	// and with its trace, and the position after them.
	After(ctx context.Context, at Position, most int) ([]Order, Position, error)
}

// Service is the gRPC side of checkout.
type Service struct {
	shopv1.UnimplementedCheckoutServer
	log      *slog.Logger
	store    Store
	carts    shopv1.CartsClient
	payments shopv1.PaymentsClient
}

// NewService reads carts, charges for them, and keeps the orders in store.
func NewService(log *slog.Logger, store Store, carts shopv1.CartsClient, payments shopv1.PaymentsClient) *Service {
	return &Service{log: log, store: store, carts: carts, payments: payments}
}

// PlaceOrder charges for a cart and stores an order of it, once per idempotency key.
func (s *Service) PlaceOrder(ctx context.Context, req *shopv1.PlaceOrderRequest) (*shopv1.PlaceOrderResponse, error) {
	key := req.GetIdempotencyKey()
	if err := validKey(key); err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	cart, err := s.carts.GetCart(ctx, &shopv1.GetCartRequest{Cart: req.GetCart()})
	if err != nil {
		return nil, s.dependency(ctx, "carts cannot be read right now", err)
	}
	wanted, err := newOrder(cart.GetLines())
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	// A known order is not charged for again, nor is one that would be refused.
	placed, err := s.store.ByKey(ctx, key)
	if errors.Is(err, ErrNotFound) {
		placed, err = s.buy(ctx, key, wanted)
	}
	if err != nil {
		return nil, s.status(ctx, "place order", err)
	}
	if !placed.sameAs(wanted) {
		return nil, s.status(ctx, "place order", ErrKeyReused)
	}
	s.log.InfoContext(ctx, "order placed", "order", placed.ID, "replayed", placed.ID != wanted.ID)
	return &shopv1.PlaceOrderResponse{Order: placed.message()}, nil
}

// buy charges, then stores. Whoever is interrupted between the two repeats
// the call with the same key, and is charged once.
func (s *Service) buy(ctx context.Context, key string, o Order) (Order, error) {
	charge, err := s.payments.Charge(ctx, &shopv1.ChargeRequest{IdempotencyKey: key, AmountCents: o.TotalCents})
	if err != nil {
		return Order{}, s.dependency(ctx, "payments cannot be reached right now, nothing was ordered", err)
	}
	o.ChargeID, o.Trace = charge.GetChargeId(), telemetry.TraceContextOf(ctx)
	return s.store.Place(ctx, key, o)
}

// GetOrder returns one order.
func (s *Service) GetOrder(ctx context.Context, req *shopv1.GetOrderRequest) (*shopv1.GetOrderResponse, error) {
	if !couldBeID(req.GetId()) {
		return nil, s.status(ctx, "get order", ErrNotFound)
	}
	o, err := s.store.Get(ctx, req.GetId())
	if err != nil {
		return nil, s.status(ctx, "get order", err)
	}
	return &shopv1.GetOrderResponse{Order: o.message()}, nil
}

// status says to the caller what to do, and keeps the details for the log.
func (s *Service) status(ctx context.Context, doing string, err error) error {
	_, isStatus := status.FromError(err)
	switch {
	case isStatus:
		return err
	case errors.Is(err, ErrNotFound):
		return status.Error(codes.NotFound, ErrNotFound.Error())
	case errors.Is(err, ErrKeyReused):
		return status.Error(codes.AlreadyExists, ErrKeyReused.Error())
	case ctx.Err() != nil:
		return status.FromContextError(ctx.Err()).Err()
	}
	s.log.ErrorContext(ctx, doing, "error", err)
	if errors.Is(err, database.ErrUnavailable) {
		return status.Error(codes.Unavailable, "orders cannot be stored or read right now")
	}
	return status.Error(codes.Internal, "internal error")
}

// dependency says what a failed call of ours means to our caller. An outage
// further on is ABORTED: it was retried where it happened, and it does not
// mean that checkout itself is down.
func (s *Service) dependency(ctx context.Context, meaning string, err error) error {
	switch code := status.Code(err); code {
	case codes.InvalidArgument, codes.ResourceExhausted:
		return err
	default:
		if ctx.Err() != nil {
			return status.FromContextError(ctx.Err()).Err()
		}
		s.log.WarnContext(ctx, meaning, "error", err)
		return status.Error(codes.Aborted, meaning)
	}
}
