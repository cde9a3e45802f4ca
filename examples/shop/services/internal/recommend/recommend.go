// Package recommend works out which product to show beside which other.
package recommend

import (
	"cmp"
	"math"
	"slices"

	"example.com/shop/internal/catalogue"
)

// Beside names for each product the one that was bought with it most often. Of
// those bought as often, or never, it is the nearest in price: who can afford
// the one can afford the other. Of two as near it is the cheaper one, then the
// first by id.
func Beside(products []catalogue.Product, bought Together) map[string]string {
	beside := make(map[string]string, len(products))
	for _, p := range products {
		distance := func(o catalogue.Product) float64 { return math.Abs(float64(o.PriceCents - p.PriceCents)) }
		others := slices.DeleteFunc(slices.Clone(products), func(o catalogue.Product) bool { return o.ID == p.ID })
		if len(others) == 0 {
			continue
		}
		with := bought[p.ID]
		beside[p.ID] = slices.MinFunc(others, func(a, b catalogue.Product) int {
			return cmp.Or(cmp.Compare(with[b.ID], with[a.ID]), cmp.Compare(distance(a), distance(b)), cmp.Compare(a.PriceCents, b.PriceCents), cmp.Compare(a.ID, b.ID))
		}).ID
	}
	return beside
}
