package orders

import (
	"fmt"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/shop/internal/database"
	shopv1 "example.com/shop/proto/shop/v1"
)

func TestOrdersAreReadOnceEachWithTheTraceTheyWerePlacedIn(t *testing.T) {
	f := newFixture()
	ctx := trace.ContextWithSpanContext(t.Context(), trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}}))
	var placed []string
	for i := range maxRead + 1 {
		resp, err := f.PlaceOrder(ctx, &shopv1.PlaceOrderRequest{IdempotencyKey: fmt.Sprint(i), Cart: "one mug"})
		if err != nil {
			t.Fatal(err)
		}
		placed = append(placed, resp.GetOrder().GetId())
	}
	var read []string
	position := ""
	for _, want := range []int{maxRead, 1, 0} {
		page, err := f.ReadOrders(t.Context(), &shopv1.ReadOrdersRequest{Position: position})
		if err != nil || len(page.GetOrders()) != want {
			t.Fatalf("%d orders instead of %d, %v", len(page.GetOrders()), want, err)
		}
		for _, o := range page.GetOrders() {
			read = append(read, o.GetOrder().GetId())
			if got := o.GetTraceContext()["traceparent"]; got != "00-01000000000000000000000000000000-0200000000000000-00" {
				t.Errorf("placed in %q", got)
			}
		}
		position = page.GetPosition()
	}
	if strings.Join(read, " ") != strings.Join(placed, " ") {
		t.Errorf("read %v, placed %v", read, placed)
	}
}

func TestOnlyPositionsThatWereReturnedAreTaken(t *testing.T) {
	f := newFixture()
	for _, bad := range []string{"1", ".", "-1." + newID(), "1." + strings.ToLower(newID()), "18446744073709551616." + newID(), "1.'; DROP TABLE orders"} {
		if _, err := f.ReadOrders(t.Context(), &shopv1.ReadOrdersRequest{Position: bad}); status.Code(err) != codes.InvalidArgument {
			t.Errorf("%q: got %v", bad, err)
		}
	}
	for _, good := range []Position{{}, {7, newID()}, {1<<64 - 1, newID()}} {
		if got, err := ParsePosition(good.String()); got != good || err != nil {
			t.Errorf("%v became %v, %v", good, got, err)
		}
	}
}

func TestAnOutageWhileReadingIsToldAsSuch(t *testing.T) {
	f := newFixture()
	f.store.err = fmt.Errorf("%w: eof", database.ErrUnavailable)
	if _, err := f.ReadOrders(t.Context(), &shopv1.ReadOrdersRequest{}); status.Code(err) != codes.Unavailable {
		t.Errorf("got %v", err)
	}
}
