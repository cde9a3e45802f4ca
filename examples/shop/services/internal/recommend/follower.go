package recommend

import (
	"context"
	"log/slog"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"

	"example.com/shop/internal/telemetry"
	shopv1 "example.com/shop/proto/shop/v1"
)

// Orders hands on what was ordered.
type Orders interface {
	ReadOrders(ctx context.Context, req *shopv1.ReadOrdersRequest, opts ...grpc.CallOption) (*shopv1.ReadOrdersResponse, error)
}

// Follower reads every order once, and learns what is bought together.
type Follower struct {
	log      *slog.Logger
	orders   Orders
	bought   Together
	position string // of the last order read
	upToDate bool   // all was read that there was at the start
	learned  prometheus.Counter
}

// NewFollower begins with the first order.
func NewFollower(log *slog.Logger, o Orders, r prometheus.Registerer) *Follower {
	f := &Follower{log: log, orders: o, bought: Together{},
		learned: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "recommendations_orders_total",
			Help: "Orders that were learned from.",
		}),
	}
	r.MustRegister(f.learned)
	return f
}

// Follow reads on until there are no more orders.
func (f *Follower) Follow(ctx context.Context) error {
	for {
		page, err := f.orders.ReadOrders(ctx, &shopv1.ReadOrdersRequest{Position: f.position})
		if err != nil {
			return err
		}
		if len(page.GetOrders()) == 0 {
			break
		}
		for _, placed := range page.GetOrders() {
			f.learn(ctx, placed)
		}
		f.position = page.GetPosition()
	}
	if !f.upToDate {
		f.upToDate = true
		f.log.InfoContext(ctx, "following orders", "position", f.position)
	}
	return nil
}

// learn goes on with the trace in which an order was placed, so that one trace
// shows all that became of it. Not so for what was there at the start: those
// traces are over, and an earlier run of this worker was part of them.
func (f *Follower) learn(ctx context.Context, placed *shopv1.PlacedOrder) {
	if f.upToDate {
		reading := trace.LinkFromContext(ctx)
		_, span := otel.Tracer(scope).Start(telemetry.TraceContext(placed.GetTraceContext()).Continue(ctx), "learn from order",
			trace.WithSpanKind(trace.SpanKindConsumer), trace.WithLinks(reading),
			trace.WithAttributes(attribute.String("shop.order.id", placed.GetOrder().GetId())))
		defer span.End()
	}
	f.bought.Add(placed.GetOrder())
	f.learned.Inc()
}
