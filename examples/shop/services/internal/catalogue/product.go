// Package catalogue is the catalogue service, and what its callers see of it.
package catalogue

import (
	"errors"
	"unicode/utf8"
)

// Product is something that can be bought.
type Product struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	PriceCents int64  `json:"price_cents"`
}

// ErrNotFound means that there is no such product.
var ErrNotFound = errors.New("no such product")

// Assortment is what the catalogue of a new shop holds.
var Assortment = []Product{
	{"mug", "Mug", 1450},
	{"gopher-plush", "Gopher plush", 3900},
	{"t-shirt", "T-shirt", 2900},
	{"hoodie", "Hoodie", 6900},
	{"sticker", "Sticker", 250},
	{"notebook", "Notebook", 1200},
}

// couldBeID saves callers and the database from ids that no product has.
func couldBeID(id string) bool {
	return id != "" && len(id) <= 100 && utf8.ValidString(id)
}
