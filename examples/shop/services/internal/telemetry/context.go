package telemetry

import (
	"context"

	"go.opentelemetry.io/otel/propagation"
)

// TraceContext says in which trace something happened, header by header as W3C
// Trace Context has it, whatever headers the programs speak among themselves.
// It is kept with what happened, for those who go on with it later.
type TraceContext map[string]string

// TraceContextOf is that of ctx's span; it is empty if there is none.
func TraceContextOf(ctx context.Context) TraceContext {
	t := TraceContext{}
	propagation.TraceContext{}.Inject(ctx, propagation.MapCarrier(t))
	return t
}

// Continue returns a context whose next span hangs on the one that t is of. An
// empty or unreadable t changes nothing.
func (t TraceContext) Continue(ctx context.Context) context.Context {
	return propagation.TraceContext{}.Extract(ctx, propagation.MapCarrier(t))
}
