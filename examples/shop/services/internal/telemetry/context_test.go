package telemetry

import (
	"maps"
	"testing"

	"go.opentelemetry.io/otel/trace"
)

func TestATraceGoesOnFromWhatWasKept(t *testing.T) {
	state, err := trace.ParseTraceState("vendor=1")
	if err != nil {
		t.Fatal(err)
	}
	placed := trace.NewSpanContext(trace.SpanContextConfig{
		TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}, TraceFlags: trace.FlagsSampled, TraceState: state,
	})
	kept := TraceContextOf(trace.ContextWithSpanContext(t.Context(), placed))
	want := TraceContext{"traceparent": "00-01000000000000000000000000000000-0200000000000000-01", "tracestate": "vendor=1"}
	if !maps.Equal(kept, want) {
		t.Errorf("kept %v, want %v", kept, want)
	}
	if got := trace.SpanContextFromContext(kept.Continue(t.Context())); !got.Equal(placed.WithRemote(true)) {
		t.Errorf("got %v, want %v", got, placed)
	}
}

func TestWhatWasNotTracedStaysInTheTraceOfWhoGoesOn(t *testing.T) {
	if kept := TraceContextOf(t.Context()); len(kept) > 0 {
		t.Errorf("kept %v", kept)
	}
	own := trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{3}, SpanID: trace.SpanID{4}})
	ctx := trace.ContextWithSpanContext(t.Context(), own)
	for _, kept := range []TraceContext{nil, {}, {"traceparent": "nonsense"}, {"traceparent": "00-00000000000000000000000000000000-0200000000000000-01"}} {
		if got := trace.SpanContextFromContext(kept.Continue(ctx)); !got.Equal(own) {
			t.Errorf("%v: got %v", kept, got)
		}
	}
}
