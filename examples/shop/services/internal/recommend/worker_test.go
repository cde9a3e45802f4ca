package recommend

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"example.com/shop/internal/catalogue"
)

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
		w := NewWorker(slog.New(slog.DiscardHandler), o, &feed{}, 10*time.Second, prometheus.NewRegistry())
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

func TestAnOutageOfCheckoutDoesNotHideTheCatalogue(t *testing.T) {
	w := NewWorker(slog.New(slog.DiscardHandler), &outage{}, &feed{err: errors.New("unavailable")}, time.Second, prometheus.NewRegistry())
	w.refresh(t.Context())
	if size, failed := testutil.ToFloat64(w.size), testutil.ToFloat64(w.refreshes.WithLabelValues("failed")); int(size) != len(catalogue.Assortment) || failed != 1 {
		t.Errorf("knows %v, %v looks failed", size, failed)
	}
}
