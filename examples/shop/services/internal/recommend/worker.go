package recommend

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel"
	otelcodes "go.opentelemetry.io/otel/codes"

	"example.com/shop/internal/catalogue"
)

// scope is the name of this package's instrumentation.
const scope = "example.com/shop/internal/recommend"

// Catalogue knows all products.
type Catalogue interface {
	List(ctx context.Context) ([]catalogue.Product, error)
}

// Worker keeps recommendations that follow the catalogue and the orders.
type Worker struct {
	log       *slog.Logger
	catalogue Catalogue
	follower  *Follower
	every     time.Duration
	known     map[string]string
	size      prometheus.Gauge
	refreshes *prometheus.CounterVec
}

// NewWorker asks for orders and products every so often.
func NewWorker(log *slog.Logger, c Catalogue, o Orders, every time.Duration, r prometheus.Registerer) *Worker {
	w := &Worker{log: log, catalogue: c, follower: NewFollower(log, o, r), every: every,
		size: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "recommendations",
			Help: "Products that something is recommended for.",
		}),
		refreshes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "recommendations_refreshes_total",
			Help: "Looks for orders and products, by outcome: ok or failed.",
		}, []string{"outcome"}),
	}
	r.MustRegister(w.size, w.refreshes)
	return w
}

// Run refreshes until ctx ends. While somebody is away, what is known of them
// stays; there is no other cure than the next round.
func (w *Worker) Run(ctx context.Context) {
	ticker := time.NewTicker(w.every)
	defer ticker.Stop()
	for {
		w.refresh(ctx)
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

// refresh is the root of a trace: nobody has asked for it.
func (w *Worker) refresh(ctx context.Context) {
	ctx, span := otel.Tracer(scope).Start(ctx, "refresh recommendations")
	defer span.End()
	unread := w.follower.Follow(ctx)
	products, err := w.catalogue.List(ctx)
	if err == nil {
		w.recommend(ctx, products)
	}
	switch err := errors.Join(unread, err); {
	case err == nil:
		w.refreshes.WithLabelValues("ok").Inc()
	case ctx.Err() == nil:
		span.SetStatus(otelcodes.Error, err.Error())
		w.refreshes.WithLabelValues("failed").Inc()
		w.log.WarnContext(ctx, "not refreshed", "error", err)
	}
}

func (w *Worker) recommend(ctx context.Context, products []catalogue.Product) {
	if beside := Beside(products, w.follower.bought); !maps.Equal(beside, w.known) {
		w.known = beside
		w.size.Set(float64(len(beside)))
		w.log.InfoContext(ctx, "recommendations changed", "recommendations", beside)
	}
}
