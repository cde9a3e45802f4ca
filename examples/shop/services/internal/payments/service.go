// Package payments is the payments service: it charges customers through a provider.
package payments

import (
	"context"
	"errors"
	"log/slog"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	shopv1 "example.com/shop/proto/shop/v1"
)

// ErrUnavailable means that the provider did not take the charge.
var ErrUnavailable = errors.New("the payment provider is unavailable")

// Provider is who moves the money.
type Provider interface {
	// Charge charges once per key: a repeated key gives the first charge.
	Charge(ctx context.Context, key string, cents int64) (id string, err error)
}

// Service is the gRPC side of payments.
type Service struct {
	shopv1.UnimplementedPaymentsServer
	log      *slog.Logger
	provider Provider
}

// NewService charges through provider.
func NewService(log *slog.Logger, provider Provider) *Service {
	return &Service{log: log, provider: provider}
}

// Charge charges once per idempotency key.
func (s *Service) Charge(ctx context.Context, req *shopv1.ChargeRequest) (*shopv1.ChargeResponse, error) {
	if req.GetIdempotencyKey() == "" || req.GetAmountCents() < 0 {
		return nil, status.Error(codes.InvalidArgument, "a charge needs a key and an amount of zero or more")
	}
	id, err := s.provider.Charge(ctx, req.GetIdempotencyKey(), req.GetAmountCents())
	switch {
	case err == nil:
		return &shopv1.ChargeResponse{ChargeId: id}, nil
	case ctx.Err() != nil:
		return nil, status.FromContextError(ctx.Err()).Err()
	case errors.Is(err, ErrUnavailable):
		return nil, status.Error(codes.Unavailable, ErrUnavailable.Error())
	}
	s.log.ErrorContext(ctx, "charge", "error", err)
	return nil, status.Error(codes.Internal, "internal error")
}
