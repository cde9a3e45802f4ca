package telemetry

import (
	"context"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/grpc"
	"google.golang.org/grpc/status"
)

// GRPCMetrics counts and times unary calls under the usual grpc_server_ names.
func GRPCMetrics(r *prometheus.Registry) grpc.UnaryServerInterceptor {
	labels := []string{"grpc_type", "grpc_service", "grpc_method"}
	handled := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "grpc_server_handled_total",
		Help: "RPCs completed on the server, by status code.",
	}, append(labels, "grpc_code"))
	handling := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name:    "grpc_server_handling_seconds",
		Help:    "Duration of RPCs on the server.",
		Buckets: prometheus.DefBuckets,
	}, labels)
	r.MustRegister(handled, handling)

	return func(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		start := time.Now()
		resp, err := handler(ctx, req)
		service, method, _ := strings.Cut(strings.TrimPrefix(info.FullMethod, "/"), "/")
		handled.WithLabelValues("unary", service, method, status.Code(err).String()).Inc()
		handling.WithLabelValues("unary", service, method).Observe(time.Since(start).Seconds())
		return resp, err
	}
}
