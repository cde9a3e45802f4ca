// Package ready decides whether a process may get traffic.
package ready

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// Serving is the condition that the listeners are up.
const Serving = "serving"

// Gate is open while all its conditions hold, until it is closed for good.
type Gate struct {
	mu       sync.Mutex
	holds    map[string]bool
	closed   bool
	onChange func(open bool)
}

// NewGate returns a gate whose conditions do not hold yet. Whenever it opens
// or shuts, it calls onChange, which may be nil and must not call the gate.
func NewGate(onChange func(open bool), conditions ...string) *Gate {
	g := &Gate{holds: make(map[string]bool, len(conditions)), onChange: onChange}
	for _, c := range conditions {
		g.holds[c] = false
	}
	return g
}

// Set says whether a condition holds.
func (g *Gate) Set(condition string, holds bool) {
	g.update(func() { g.holds[condition] = holds })
}

// Close shuts the gate for good: the process is draining.
func (g *Gate) Close() {
	g.update(func() { g.closed = true })
}

// Open reports whether traffic may come, and if not, why.
func (g *Gate) Open() (open bool, why string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.open()
}

func (g *Gate) open() (bool, string) {
	if g.closed {
		return false, "draining"
	}
	var missing []string
	for _, c := range slices.Sorted(maps.Keys(g.holds)) {
		if !g.holds[c] {
			missing = append(missing, c)
		}
	}
	return len(missing) == 0, strings.Join(missing, ", ")
}

// update calls onChange under the lock, so that observers see changes in order.
func (g *Gate) update(change func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	before, _ := g.open()
	change()
	if after, _ := g.open(); after != before && g.onChange != nil {
		g.onChange(after)
	}
}
