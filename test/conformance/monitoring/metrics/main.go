// Answers and makes calls of each kind, some of which fail, and prints what a scraper of this
// program would then read: how Go's own instrumentations name and label what they count.
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"

	grpcprometheus "github.com/grpc-ecosystem/go-grpc-middleware/providers/prometheus"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel"
	exporter "go.opentelemetry.io/otel/exporters/prometheus"
	"go.opentelemetry.io/otel/sdk/metric"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/stats/opentelemetry"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	registry := prometheus.NewRegistry()
	cpuClasses := collectors.GoRuntimeMetricsRule{Matcher: regexp.MustCompile("^/cpu/classes/.*")}
	registry.MustRegister(
		collectors.NewGoCollector(collectors.WithGoCollectorRuntimeMetrics(cpuClasses)),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	reader, err := exporter.New(exporter.WithRegisterer(registry))
	if err != nil {
		return err
	}
	provider := metric.NewMeterProvider(metric.WithReader(reader))
	otel.SetMeterProvider(provider)

	callOverHTTP()
	if err := callOverGRPC(registry, provider); err != nil {
		return err
	}

	answer := httptest.NewRecorder()
	promhttp.HandlerFor(registry, promhttp.HandlerOpts{}).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	_, err = io.Copy(os.Stdout, answer.Body)
	return err
}

// callOverHTTP succeeds, fails by the server, asks for what is not there, and gets no answer.
func callOverHTTP() {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/fails":
			w.WriteHeader(http.StatusServiceUnavailable)
		case "/missing":
			w.WriteHeader(http.StatusNotFound)
		}
	})
	server := httptest.NewServer(otelhttp.NewHandler(handler, "requests"))
	client := &http.Client{Transport: otelhttp.NewTransport(http.DefaultTransport)}
	get := func(url string) {
		if answer, err := client.Get(url); err == nil {
			_, _ = io.Copy(io.Discard, answer.Body)
			_ = answer.Body.Close()
		}
	}
	for _, path := range []string{"/", "/fails", "/missing"} {
		get(server.URL + path)
	}
	server.Close()
	get(server.URL) // nobody listens any more
}

// callOverGRPC is counted by the interceptors of go-grpc-middleware, by grpc-go and by otelgrpc.
func callOverGRPC(registry *prometheus.Registry, provider *metric.MeterProvider) error {
	served := grpcprometheus.NewServerMetrics(grpcprometheus.WithServerHandlingTimeHistogram())
	called := grpcprometheus.NewClientMetrics(grpcprometheus.WithClientHandlingTimeHistogram())
	registry.MustRegister(served, called)
	options := opentelemetry.Options{MetricsOptions: opentelemetry.MetricsOptions{MeterProvider: provider}}

	server := grpc.NewServer(
		grpc.UnaryInterceptor(served.UnaryServerInterceptor()),
		grpc.StreamInterceptor(served.StreamServerInterceptor()),
		grpc.StatsHandler(otelgrpc.NewServerHandler()),
		opentelemetry.ServerOption(options),
	)
	healthpb.RegisterHealthServer(server, health.NewServer())
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go func() { _ = server.Serve(listener) }()
	defer server.Stop()

	connection, err := grpc.NewClient(
		"dns:///"+listener.Addr().String(),
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithUnaryInterceptor(called.UnaryClientInterceptor()),
		opentelemetry.DialOption(options),
	)
	if err != nil {
		return err
	}
	defer func() { _ = connection.Close() }()
	check := func(ctx context.Context, c grpc.ClientConnInterface, service string) {
		_, _ = healthpb.NewHealthClient(c).Check(ctx, &healthpb.HealthCheckRequest{Service: service})
	}
	check(context.Background(), connection, "")
	check(context.Background(), connection, "unknown") // NOT_FOUND

	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	nowhere := closed.Addr().String()
	_ = closed.Close()
	broken, err := grpc.NewClient("dns:///"+nowhere, grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithUnaryInterceptor(called.UnaryClientInterceptor()), opentelemetry.DialOption(options))
	if err != nil {
		return err
	}
	defer func() { _ = broken.Close() }()
	check(context.Background(), broken, "") // UNAVAILABLE
	return nil
}
