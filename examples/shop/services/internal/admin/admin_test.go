package admin

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.com/shop/internal/ready"
	"example.com/shop/internal/telemetry"
)

func get(h http.Handler, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

func TestReadinessFollowsTheGateAndLivenessDoesNot(t *testing.T) {
	gate := ready.NewGate(nil, "database")
	h := NewServer(slog.New(slog.DiscardHandler), gate, telemetry.NewRegistry()).Handler
	expect := func(when string, readyz int) {
		t.Helper()
		if got := get(h, "/readyz").Code; got != readyz {
			t.Errorf("%s: /readyz is %d, want %d", when, got, readyz)
		}
		if got := get(h, "/livez").Code; got != http.StatusOK {
			t.Errorf("%s: /livez is %d", when, got)
		}
	}
	expect("at start", http.StatusServiceUnavailable)
	gate.Set("database", true)
	expect("with a database", http.StatusOK)
	gate.Close()
	expect("while draining", http.StatusServiceUnavailable)
}

func TestMetricsShowWhatTheRuntimeWasGiven(t *testing.T) {
	h := NewServer(slog.New(slog.DiscardHandler), ready.NewGate(nil), telemetry.NewRegistry()).Handler
	body := get(h, "/metrics").Body.String()
	for _, name := range []string{
		"go_gc_gomemlimit_bytes",
		"go_sched_gomaxprocs_threads",
		"go_cpu_classes_gc_total_cpu_seconds_total",
		"go_cpu_classes_total_cpu_seconds_total",
		"go_memstats_heap_released_bytes",
		"process_cpu_seconds_total",
	} {
		if !strings.Contains(body, "\n"+name+" ") {
			t.Errorf("%s is missing", name)
		}
	}
}
