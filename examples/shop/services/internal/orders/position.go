package orders

import (
	"errors"
	"strconv"
	"strings"
)

// Position is a place in the sequence of placed orders. The zero value is
// before the first.
type Position struct {
	Transaction uint64 // that placed the order before it
	Order       string // the order's id
}

var errPosition = errors.New("position must be empty, or one that ReadOrders has returned")

// ParsePosition reads what String has written.
func ParsePosition(text string) (Position, error) {
	if text == "" {
		return Position{}, nil
	}
	number, id, _ := strings.Cut(text, ".")
	transaction, err := strconv.ParseUint(number, 10, 64)
	if err != nil || !couldBeID(id) {
		return Position{}, errPosition
	}
	return Position{transaction, id}, nil
}

// String returns the position as callers get it.
func (p Position) String() string {
	if p == (Position{}) {
		return ""
	}
	return strconv.FormatUint(p.Transaction, 10) + "." + p.Order
}
