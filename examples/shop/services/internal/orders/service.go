package orders

import (
	"context"
	"errors"
	"log/slog"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	shopv1 "example.com/shop/proto/shop/v1"
)

// Store keeps orders.
type Store interface {
	// Place stores the order once per key and returns the stored one, which
	// has the id of the first call. It returns only after the commit.
	Place(ctx context.Context, key string, o Order) (Order, error)
	// Get returns an order, or ErrNotFound.
	Get(ctx context.Context, id string) (Order, error)
}

// Service is the gRPC side of checkout.
type Service struct {
	shopv1.UnimplementedCheckoutServer
	log   *slog.Logger
	store Store
}

// NewService answers calls from store.
func NewService(log *slog.Logger, store Store) *Service {
	return &Service{log: log, store: store}
}

// PlaceOrder stores an order once per idempotency key.
func (s *Service) PlaceOrder(ctx context.Context, req *shopv1.PlaceOrderRequest) (*shopv1.PlaceOrderResponse, error) {
	if err := validate(req.GetIdempotencyKey(), req.GetItem(), req.GetQuantity()); err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	wanted := Order{ID: newID(), Item: req.GetItem(), Quantity: req.GetQuantity()}
	placed, err := s.store.Place(ctx, req.GetIdempotencyKey(), wanted)
	if err != nil {
		return nil, s.status(ctx, "place order", err)
	}
	if placed.Item != wanted.Item || placed.Quantity != wanted.Quantity {
		return nil, s.status(ctx, "place order", ErrKeyReused)
	}
	s.log.InfoContext(ctx, "order placed", "order", placed.ID, "replayed", placed.ID != wanted.ID)
	return &shopv1.PlaceOrderResponse{Order: message(placed)}, nil
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
	return &shopv1.GetOrderResponse{Order: message(o)}, nil
}

// status says to the caller what to do, and keeps the details for the log.
func (s *Service) status(ctx context.Context, doing string, err error) error {
	switch {
	case errors.Is(err, ErrNotFound):
		return status.Error(codes.NotFound, ErrNotFound.Error())
	case errors.Is(err, ErrKeyReused):
		return status.Error(codes.AlreadyExists, ErrKeyReused.Error())
	case ctx.Err() != nil:
		return status.FromContextError(ctx.Err()).Err()
	}
	s.log.ErrorContext(ctx, doing, "error", err)
	if errors.Is(err, ErrUnavailable) {
		return status.Error(codes.Unavailable, ErrUnavailable.Error())
	}
	return status.Error(codes.Internal, "internal error")
}

func message(o Order) *shopv1.Order {
	return &shopv1.Order{Id: o.ID, Item: o.Item, Quantity: o.Quantity}
}
