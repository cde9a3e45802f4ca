// Package orders is the checkout service: it takes orders and keeps them.
package orders

import (
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.com/shop/internal/telemetry"
	shopv1 "example.com/shop/proto/shop/v1"
)

// Order is what a customer bought.
type Order struct {
	ID         string
	Lines      []Line
	TotalCents int64
	ChargeID   string                 // at the payment provider
	Trace      telemetry.TraceContext // that it was placed in
}

// Line is one item of an order.
type Line struct {
	Item           string `json:"item"`
	Quantity       int32  `json:"quantity"`
	UnitPriceCents int64  `json:"unit_price_cents"`
}

var (
	// ErrNotFound means that there is no such order.
	ErrNotFound = errors.New("no such order")
	// ErrKeyReused means that an idempotency key came back with another order.
	ErrKeyReused = errors.New("the idempotency key was used for a different order")
)

const maxKeyLen = 255

func validKey(key string) error {
	if key == "" || len(key) > maxKeyLen || strings.ContainsFunc(key, notPrintableASCII) {
		return fmt.Errorf("idempotency_key must be 1 to %d printable ASCII characters", maxKeyLen)
	}
	return nil
}

func notPrintableASCII(r rune) bool { return r < ' ' || r > '~' }

// newOrder orders what is in a cart.
func newOrder(cart []*shopv1.Line) (Order, error) {
	if len(cart) == 0 {
		return Order{}, errors.New("the cart is empty")
	}
	o := Order{ID: newID()}
	for _, l := range cart {
		o.Lines = append(o.Lines, Line{l.GetItem(), l.GetQuantity(), l.GetUnitPriceCents()})
		o.TotalCents += int64(l.GetQuantity()) * l.GetUnitPriceCents()
	}
	return o, nil
}

// sameAs reports whether two orders are of the same things at the same prices.
func (o Order) sameAs(other Order) bool { return slices.Equal(o.Lines, other.Lines) }

func (o Order) message() *shopv1.Order {
	m := &shopv1.Order{Id: o.ID, TotalCents: o.TotalCents}
	for _, l := range o.Lines {
		m.Lines = append(m.Lines, &shopv1.Line{Item: l.Item, Quantity: l.Quantity, UnitPriceCents: l.UnitPriceCents})
	}
	return m
}

// newID returns an id that nobody can guess.
func newID() string { return rand.Text() }

// couldBeID saves the database from ids that newID never returns.
func couldBeID(id string) bool {
	return len(id) == 26 && strings.Trim(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == ""
}
