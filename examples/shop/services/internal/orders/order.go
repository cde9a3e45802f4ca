// Package orders is the checkout service: it takes orders and keeps them.
package orders

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// Order is what a customer bought.
type Order struct {
	ID       string
	Item     string
	Quantity int32
}

var (
	// ErrNotFound means that there is no such order.
	ErrNotFound = errors.New("no such order")
	// ErrKeyReused means that an idempotency key came back with another order.
	ErrKeyReused = errors.New("the idempotency key was used for a different order")
	// ErrUnavailable means that the store cannot answer now but may later.
	ErrUnavailable = errors.New("orders cannot be stored or read right now")
)

const (
	maxKeyLen   = 255
	maxItemLen  = 200
	maxQuantity = 1000
)

func validate(key, item string, quantity int32) error {
	switch {
	case key == "" || len(key) > maxKeyLen || strings.ContainsFunc(key, notPrintableASCII):
		return fmt.Errorf("idempotency_key must be 1 to %d printable ASCII characters", maxKeyLen)
	case strings.TrimSpace(item) == "" || len(item) > maxItemLen || strings.ContainsFunc(item, unicode.IsControl):
		return fmt.Errorf("item must be 1 to %d bytes without control characters", maxItemLen)
	case quantity < 1 || quantity > maxQuantity:
		return fmt.Errorf("quantity must be 1 to %d", maxQuantity)
	}
	return nil
}

func notPrintableASCII(r rune) bool { return r < ' ' || r > '~' }

// newID returns an id that nobody can guess.
func newID() string { return rand.Text() }

// couldBeID saves the database from ids that newID never returns.
func couldBeID(id string) bool {
	return len(id) == 26 && strings.Trim(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == ""
}
