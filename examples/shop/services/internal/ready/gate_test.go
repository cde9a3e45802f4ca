package ready

import (
	"slices"
	"testing"
)

func TestOpensOnceEveryConditionHolds(t *testing.T) {
	g := NewGate(nil, Serving, "database")
	if open, why := g.Open(); open || why != "database, serving" {
		t.Errorf("new gate: got %v, %q", open, why)
	}
	g.Set(Serving, true)
	if open, why := g.Open(); open || why != "database" {
		t.Errorf("one condition holds: got %v, %q", open, why)
	}
	g.Set("database", true)
	if open, why := g.Open(); !open || why != "" {
		t.Errorf("both hold: got %v, %q", open, why)
	}
}

func TestNeverOpensAgainOnceClosed(t *testing.T) {
	g := NewGate(nil, "database")
	g.Close()
	g.Set("database", true)
	if open, why := g.Open(); open || why != "draining" {
		t.Errorf("got %v, %q", open, why)
	}
}

func TestTellsEachChangeOnce(t *testing.T) {
	var changes []bool
	g := NewGate(func(open bool) { changes = append(changes, open) }, "database")
	for _, holds := range []bool{false, true, true, false, true} {
		g.Set("database", holds)
	}
	g.Close()
	g.Close()
	if want := []bool{true, false, true, false}; !slices.Equal(changes, want) {
		t.Errorf("got %v, want %v", changes, want)
	}
}
