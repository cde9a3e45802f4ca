package calls

import (
	"errors"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics counts calls and retries by callee.
type Metrics struct {
	calls, retries, overBudget *prometheus.CounterVec
	open                       *prometheus.GaugeVec
}

// NewMetrics registers the metrics of calls.
func NewMetrics(r prometheus.Registerer) *Metrics {
	m := &Metrics{
		calls: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "calls_total",
			Help: "Calls to others by outcome: ok, failed, or not_made when breaker or pool refused.",
		}, []string{"callee", "outcome"}),
		retries: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "call_retries_total",
			Help: "Tries beyond the first.",
		}, []string{"callee"}),
		overBudget: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "call_retries_over_budget_total",
			Help: "Tries over HTTP that the retry budget did not allow.",
		}, []string{"callee"}),
		open: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "call_breaker_open",
			Help: "1 while the circuit breaker lets no call through, or one to find out.",
		}, []string{"callee"}),
	}
	r.MustRegister(m.calls, m.retries, m.overBudget, m.open)
	return m
}

// of shows the metrics of one callee from the start, at zero.
func (m *Metrics) of(callee string) calleeMetrics {
	for _, outcome := range []string{"ok", "failed", "not_made"} {
		m.calls.WithLabelValues(callee, outcome)
	}
	m.retries.WithLabelValues(callee)
	m.overBudget.WithLabelValues(callee)
	m.open.WithLabelValues(callee)
	return calleeMetrics{m, callee}
}

type calleeMetrics struct {
	all    *Metrics
	callee string
}

// called counts a call, all its tries included.
func (m calleeMetrics) called(failure error) {
	outcome := "ok"
	switch {
	case errors.Is(failure, ErrNotMade):
		outcome = "not_made"
	case failure != nil:
		outcome = "failed"
	}
	m.all.calls.WithLabelValues(m.callee, outcome).Inc()
}

func (m calleeMetrics) retried(times int) {
	m.all.retries.WithLabelValues(m.callee).Add(float64(times))
}

func (m calleeMetrics) deniedRetry() { m.all.overBudget.WithLabelValues(m.callee).Inc() }

func (m calleeMetrics) breaker(open bool) {
	value := 0.0
	if open {
		value = 1
	}
	m.all.open.WithLabelValues(m.callee).Set(value)
}
