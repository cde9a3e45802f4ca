package carts

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	shopv1 "example.com/shop/proto/shop/v1"
)

const (
	maxLines    = 20
	maxItemLen  = 100
	maxQuantity = 1000
)

// Service is the gRPC side of cart.
type Service struct {
	shopv1.UnimplementedCartsServer
	sealer Sealer
}

// NewService seals carts with sealer.
func NewService(sealer Sealer) *Service { return &Service{sealer: sealer} }

// AddItem returns a cart with an item more.
func (s *Service) AddItem(_ context.Context, req *shopv1.AddItemRequest) (*shopv1.AddItemResponse, error) {
	lines, err := s.sealer.Open(req.GetCart())
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	if lines, err = add(lines, req.GetLine()); err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	cart, err := s.sealer.Seal(lines)
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, "item must be UTF-8")
	}
	return &shopv1.AddItemResponse{Cart: cart, Lines: lines}, nil
}

// GetCart returns what is in a cart.
func (s *Service) GetCart(_ context.Context, req *shopv1.GetCartRequest) (*shopv1.GetCartResponse, error) {
	lines, err := s.sealer.Open(req.GetCart())
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	return &shopv1.GetCartResponse{Lines: lines}, nil
}

// add puts a line into a cart, or makes the one of the same item longer. The
// newest price counts.
func add(lines []*shopv1.Line, line *shopv1.Line) ([]*shopv1.Line, error) {
	item := line.GetItem()
	switch {
	case strings.TrimSpace(item) == "" || len(item) > maxItemLen || strings.ContainsFunc(item, unicode.IsControl):
		return nil, fmt.Errorf("item must be 1 to %d bytes without control characters", maxItemLen)
	case line.GetQuantity() < 1 || line.GetQuantity() > maxQuantity:
		return nil, fmt.Errorf("quantity must be 1 to %d", maxQuantity)
	case line.GetUnitPriceCents() < 0:
		return nil, errors.New("the price is below zero")
	}
	for _, l := range lines {
		if l.GetItem() != item {
			continue
		}
		if l.GetQuantity()+line.GetQuantity() > maxQuantity {
			return nil, fmt.Errorf("quantity must be 1 to %d", maxQuantity)
		}
		l.Quantity += line.GetQuantity()
		l.UnitPriceCents = line.GetUnitPriceCents()
		return lines, nil
	}
	if len(lines) == maxLines {
		return nil, fmt.Errorf("a cart holds at most %d different items", maxLines)
	}
	return append(lines, line), nil
}
