package recommend

import shopv1 "example.com/shop/proto/shop/v1"

// Together counts for each product in how many orders each other one was.
type Together map[string]map[string]int

// Add counts an order.
func (t Together) Add(o *shopv1.Order) {
	for _, line := range o.GetLines() {
		for _, other := range o.GetLines() {
			if line.GetItem() == other.GetItem() {
				continue
			}
			if t[line.GetItem()] == nil {
				t[line.GetItem()] = map[string]int{}
			}
			t[line.GetItem()][other.GetItem()]++
		}
	}
}
