package recommend

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"go.opentelemetry.io/otel"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"

	shopv1 "example.com/shop/proto/shop/v1"
)

// feed hands on two orders at a time.
type feed struct {
	placed []*shopv1.PlacedOrder
	err    error
}

func (f *feed) ReadOrders(_ context.Context, req *shopv1.ReadOrdersRequest, _ ...grpc.CallOption) (*shopv1.ReadOrdersResponse, error) {
	if f.err != nil {
		return nil, f.err
	}
	at := 0
	_, _ = fmt.Sscan(req.GetPosition(), &at)
	next := min(at+2, len(f.placed))
	return &shopv1.ReadOrdersResponse{Orders: f.placed[at:next], Position: fmt.Sprint(next)}, nil
}

// place has the feed hand on an order of two items, placed in the trace of a span.
func (f *feed) place(traceparent string, items ...string) {
	f.placed = append(f.placed, &shopv1.PlacedOrder{Order: order(items...), TraceContext: map[string]string{"traceparent": traceparent}})
}

const (
	traceID = "0af7651916cd43dd8448eb211c80319c"
	spanID  = "b7ad6b7169203331"
	kept    = "00-" + traceID + "-" + spanID + "-01"
)

// recorded has spans recorded until the test ends.
func recorded(t *testing.T) *tracetest.SpanRecorder {
	recorder := tracetest.NewSpanRecorder()
	before := otel.GetTracerProvider()
	otel.SetTracerProvider(sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(recorder)))
	t.Cleanup(func() { otel.SetTracerProvider(before) })
	return recorder
}

func newFollower(f *feed) *Follower {
	return NewFollower(slog.New(slog.DiscardHandler), f, prometheus.NewRegistry())
}

func follow(t *testing.T, f *Follower) {
	if err := f.Follow(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestEveryOrderIsLearnedFromOnce(t *testing.T) {
	orders := &feed{}
	f := newFollower(orders)
	for range 5 {
		orders.place(kept, "mug", "hoodie")
	}
	follow(t, f)
	orders.place(kept, "mug", "hoodie")
	orders.err = errors.New("unavailable")
	if err := f.Follow(t.Context()); err == nil {
		t.Error("an outage is not told")
	}
	orders.err = nil
	follow(t, f)
	follow(t, f)
	if learned := testutil.ToFloat64(f.learned); learned != 6 || f.bought["mug"]["hoodie"] != 6 || f.bought["hoodie"]["mug"] != 6 {
		t.Errorf("learned from %v orders: %v", learned, f.bought)
	}
}

func TestAnOrdersTraceGoesOn(t *testing.T) {
	spans := recorded(t)
	orders := &feed{}
	f := newFollower(orders)
	follow(t, f)
	orders.place(kept, "mug")
	ctx, reading := otel.Tracer("test").Start(t.Context(), "reading")
	if err := f.Follow(ctx); err != nil {
		t.Fatal(err)
	}
	ended := spans.Ended()
	if len(ended) != 1 {
		t.Fatalf("%d spans", len(ended))
	}
	learning := ended[0]
	if c, parent := learning.SpanContext(), learning.Parent(); c.TraceID().String() != traceID || !c.IsSampled() || parent.SpanID().String() != spanID {
		t.Errorf("%v hangs on %v", c, parent)
	}
	if links := learning.Links(); learning.SpanKind() != trace.SpanKindConsumer || len(links) != 1 || !links[0].SpanContext.Equal(reading.SpanContext()) {
		t.Errorf("a %v span with the links %v", learning.SpanKind(), links)
	}
}

func TestTracesThatAreOverStayAsTheyAre(t *testing.T) {
	spans := recorded(t)
	orders := &feed{}
	for range 3 {
		orders.place(kept, "mug")
	}
	f := newFollower(orders)
	follow(t, f)
	if learned := testutil.ToFloat64(f.learned); learned != 3 || len(spans.Ended()) > 0 {
		t.Errorf("learned from %v orders, with the spans %v", learned, spans.Ended())
	}
}

func TestWhatIsNotSampledStaysSo(t *testing.T) {
	spans := recorded(t)
	orders := &feed{}
	f := newFollower(orders)
	follow(t, f)
	orders.place("00-"+traceID+"-"+spanID+"-00", "mug")
	follow(t, f)
	if len(spans.Ended()) > 0 {
		t.Errorf("got %v", spans.Ended())
	}
}
