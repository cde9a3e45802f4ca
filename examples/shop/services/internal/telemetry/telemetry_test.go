package telemetry

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"
)

func TestALineCarriesTheSpanOfItsContext(t *testing.T) {
	var out bytes.Buffer
	log := NewLogger(&out, slog.LevelInfo, "frontend").With("k", "v")
	ctx := trace.ContextWithSpanContext(t.Context(), trace.NewSpanContext(trace.SpanContextConfig{
		TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2},
	}))
	log.InfoContext(ctx, "hello")

	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"msg": "hello", "service": "frontend", "k": "v",
		"trace_id": "01000000000000000000000000000000", "span_id": "0200000000000000",
	}
	for key, value := range want {
		if line[key] != value {
			t.Errorf("%s is %v, want %v", key, line[key], value)
		}
	}
}

func TestALineWithoutASpanHasNoIds(t *testing.T) {
	var out bytes.Buffer
	NewLogger(&out, slog.LevelInfo, "frontend").Info("hello")
	if strings.Contains(out.String(), "trace_id") {
		t.Error(out.String())
	}
}

func TestTheStartLineShowsTheLimitsOfTheRuntime(t *testing.T) {
	var out bytes.Buffer
	LogStart(NewLogger(&out, slog.LevelInfo, "frontend"))
	for _, key := range []string{`"msg":"starting"`, `"gomaxprocs":`, `"gomemlimit":`, `"version":`, `"vcs.revision":`, `"service":"frontend"`} {
		if !strings.Contains(out.String(), key) {
			t.Errorf("%s is missing from %s", key, out.String())
		}
	}
}

func TestSpansAreMadeButNotSentWithoutACollector(t *testing.T) {
	t.Setenv("OTEL_TRACES_EXPORTER", "")
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "")
	t.Setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "")
	var out bytes.Buffer
	flush, err := SetupTracing(t.Context(), NewLogger(&out, slog.LevelInfo, "frontend"), "frontend")
	if err != nil {
		t.Fatal(err)
	}
	_, span := otel.Tracer("test").Start(context.Background(), "work")
	span.End()
	if !span.SpanContext().IsValid() {
		t.Error("the span has no ids")
	}
	if err := flush(t.Context()); err != nil || out.Len() > 0 {
		t.Errorf("flush: %v; log: %s", err, out.String())
	}
}

func TestRequestsAreCountedPerRouteNotPerPath(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /orders/{id}", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	r := prometheus.NewRegistry()
	h := HTTPMetrics(r, mux)
	for _, path := range []string{"/orders/1", "/orders/2"} {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil))
	}
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("BREW", "/made-up", nil))

	w := httptest.NewRecorder()
	promhttp.HandlerFor(r, promhttp.HandlerOpts{}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for _, want := range []string{
		`_count{http_request_method="GET",http_response_status_code="418",http_route="/orders/{id}"} 2`,
		`_count{http_request_method="_OTHER",http_response_status_code="404",http_route=""} 1`,
	} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("no %s in %s", want, w.Body)
		}
	}
}
