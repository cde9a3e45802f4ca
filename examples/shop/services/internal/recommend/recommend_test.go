package recommend

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"example.com/shop/internal/catalogue"
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
		if got := Nearest(products); !maps.Equal(got, tc.want) {
			t.Errorf("%s: got %v, want %v", name, got, tc.want)
		}
	}
}

// outage is a catalogue that is away in the first minute.
type outage struct {
	start time.Time
	asked int
}

func (o *outage) List(context.Context) ([]catalogue.Product, error) {
	o.asked++
	if time.Since(o.start) < time.Minute {
		return nil, errors.New("unavailable")
	}
	return catalogue.Assortment, nil
}

func TestTheWorkerFollowsTheCatalogueAndOutlivesItsOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := &outage{start: time.Now()}
		w := NewWorker(slog.New(slog.DiscardHandler), o, 10*time.Second, prometheus.NewRegistry())
		ctx, cancel := context.WithTimeout(t.Context(), 95*time.Second)
		defer cancel()
		w.Run(ctx)
		if size := testutil.ToFloat64(w.size); o.asked != 10 || int(size) != len(catalogue.Assortment) {
			t.Errorf("asked %d times, knows %v", o.asked, size)
		}
		if failed := testutil.ToFloat64(w.refreshes.WithLabelValues("failed")); failed != 6 {
			t.Errorf("%v failed", failed)
		}
	})
}
