package recommend

import (
	"maps"
	"testing"

	"example.com/shop/internal/catalogue"
	shopv1 "example.com/shop/proto/shop/v1"
)

func TestTheNearestInPriceIsRecommended(t *testing.T) {
	for name, tc := range map[string]struct {
		prices map[string]int64
		want   map[string]string
	}{
		"nothing":       {map[string]int64{}, map[string]string{}},
		"only one":      {map[string]int64{"a": 1}, map[string]string{}},
		"three":         {map[string]int64{"a": 1, "b": 10, "c": 12}, map[string]string{"a": "b", "b": "c", "c": "b"}},
		"two as near":   {map[string]int64{"a": 1, "b": 2, "c": 3}, map[string]string{"a": "b", "b": "a", "c": "b"}},
		"the same cost": {map[string]int64{"a": 1, "b": 1, "c": 1}, map[string]string{"a": "b", "b": "a", "c": "a"}},
	} {
		var products []catalogue.Product
		for id, price := range tc.prices {
			products = append(products, catalogue.Product{ID: id, PriceCents: price})
		}
		if got := Beside(products, nil); !maps.Equal(got, tc.want) {
			t.Errorf("%s: got %v, want %v", name, got, tc.want)
		}
	}
}

func TestWhatIsBoughtTogetherIsRecommendedBeforeWhatIsNear(t *testing.T) {
	bought := Together{}
	for _, items := range [][]string{{"hoodie", "sticker"}, {"sticker", "hoodie", "mug"}, {"mug"}, {"hoodie", "no longer sold"}, {"hoodie", "no longer sold"}, {"hoodie", "no longer sold"}} {
		bought.Add(order(items...))
	}
	got := Beside(catalogue.Assortment, bought)
	want := map[string]string{
		"hoodie": "sticker", "sticker": "hoodie", // twice together
		"mug":      "sticker", // as often with the hoodie, which is further away in price
		"notebook": "mug", "t-shirt": "gopher-plush", "gopher-plush": "t-shirt",
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func order(items ...string) *shopv1.Order {
	o := &shopv1.Order{Id: "of " + items[0]}
	for _, item := range items {
		o.Lines = append(o.Lines, &shopv1.Line{Item: item, Quantity: 1})
	}
	return o
}
