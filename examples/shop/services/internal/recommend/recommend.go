// Package recommend works out which product to show beside which other.
package recommend

import (
	"cmp"
	"math"
	"slices"

	"example.com/shop/internal/catalogue"
)

// Nearest names for each product the other one that is nearest to it in price:
// who can afford the one can afford the other. Of two as near it is the
// cheaper one, then the first by id.
func Nearest(products []catalogue.Product) map[string]string {
	near := make(map[string]string, len(products))
	for _, p := range products {
		distance := func(o catalogue.Product) float64 { return math.Abs(float64(o.PriceCents - p.PriceCents)) }
		others := slices.DeleteFunc(slices.Clone(products), func(o catalogue.Product) bool { return o.ID == p.ID })
		if len(others) == 0 {
			continue
		}
		near[p.ID] = slices.MinFunc(others, func(a, b catalogue.Product) int {
			return cmp.Or(cmp.Compare(distance(a), distance(b)), cmp.Compare(a.PriceCents, b.PriceCents), cmp.Compare(a.ID, b.ID))
		}).ID
	}
	return near
}
