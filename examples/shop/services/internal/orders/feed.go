package orders

import (
	"context"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	shopv1 "example.com/shop/proto/shop/v1"
)

// maxRead bounds an answer of ReadOrders: 200 KiB with the largest orders.
const maxRead = 100

// ReadOrders returns placed orders from a position on.
func (s *Service) ReadOrders(ctx context.Context, req *shopv1.ReadOrdersRequest) (*shopv1.ReadOrdersResponse, error) {
	at, err := ParsePosition(req.GetPosition())
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	placed, next, err := s.store.After(ctx, at, maxRead)
	if err != nil {
		return nil, s.status(ctx, "read orders", err)
	}
	resp := &shopv1.ReadOrdersResponse{Position: next.String()}
	for _, o := range placed {
		resp.Orders = append(resp.Orders, &shopv1.PlacedOrder{Order: o.message(), TraceContext: o.Trace})
	}
	return resp, nil
}
