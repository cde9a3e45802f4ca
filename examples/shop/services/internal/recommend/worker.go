package recommend

import (
	"context"
	"log/slog"
	"maps"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel"
	otelcodes "go.opentelemetry.io/otel/codes"

	"example.com/shop/internal/catalogue"
)

// Catalogue knows all products.
type Catalogue interface {
	List(ctx context.Context) ([]catalogue.Product, error)
}

// Worker keeps recommendations that follow the catalogue.
type Worker struct {
	log       *slog.Logger
	catalogue Catalogue
	every     time.Duration
	known     map[string]string
	size      prometheus.Gauge
	refreshes *prometheus.CounterVec
}

// NewWorker asks the catalogue every so often.
func NewWorker(log *slog.Logger, c Catalogue, every time.Duration, r prometheus.Registerer) *Worker {
	w := &Worker{log: log, catalogue: c, every: every,
		size: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "recommendations",
			Help: "Products that something is recommended for.",
		}),
		refreshes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "recommendations_refreshes_total",
			Help: "Looks into the catalogue, by outcome: ok or failed.",
		}, []string{"outcome"}),
	}
	r.MustRegister(w.size, w.refreshes)
	return w
}

// Run refreshes until ctx ends. While the catalogue is away, what is known
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
	ctx, span := otel.Tracer("example.com/shop/internal/recommend").Start(ctx, "refresh recommendations")
	defer span.End()
	products, err := w.catalogue.List(ctx)
	if err != nil {
		if ctx.Err() == nil {
			span.SetStatus(otelcodes.Error, err.Error())
			w.refreshes.WithLabelValues("failed").Inc()
			w.log.WarnContext(ctx, "not refreshed", "error", err)
		}
		return
	}
	w.refreshes.WithLabelValues("ok").Inc()
	if near := Nearest(products); !maps.Equal(near, w.known) {
		w.known = near
		w.size.Set(float64(len(near)))
		w.log.InfoContext(ctx, "recommendations changed", "recommendations", near)
	}
}
