// Package telemetry sets up logs, traces and metrics.
package telemetry

import (
	"context"
	"io"
	"log/slog"
	"runtime"
	"runtime/debug"

	"go.opentelemetry.io/otel/trace"

	"example.com/shop/internal/buildinfo"
)

// NewLogger writes JSON lines that carry the ids of the context's span.
func NewLogger(w io.Writer, level slog.Leveler, service string) *slog.Logger {
	json := slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level})
	return slog.New(spanHandler{json}).With("service", service)
}

// LogStart says what the process was really given, as opposed to what its
// manifest meant to give it.
func LogStart(log *slog.Logger) {
	log.Info("starting",
		"version", buildinfo.Version(),
		"vcs.revision", buildinfo.Revision(),
		"go", runtime.Version(),
		"gomaxprocs", runtime.GOMAXPROCS(0),
		"gomemlimit", debug.SetMemoryLimit(-1),
	)
}

type spanHandler struct{ slog.Handler }

func (h spanHandler) Handle(ctx context.Context, r slog.Record) error {
	if span := trace.SpanContextFromContext(ctx); span.IsValid() {
		r = r.Clone()
		r.AddAttrs(slog.String("trace_id", span.TraceID().String()), slog.String("span_id", span.SpanID().String()))
	}
	return h.Handler.Handle(ctx, r)
}

func (h spanHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return spanHandler{h.Handler.WithAttrs(attrs)}
}

func (h spanHandler) WithGroup(name string) slog.Handler {
	return spanHandler{h.Handler.WithGroup(name)}
}
