package service

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	"example.com/shop/internal/carts"
	"example.com/shop/internal/config"
	shopv1 "example.com/shop/proto/shop/v1"
)

// loopback has the settings of a program that takes any free port.
func loopback(vars map[string]string) *Service {
	return &Service{Name: "test", Env: config.NewReader(func(key string) string { return vars[key] }),
		cfg: config.Common{AdminAddr: "127.0.0.1:0", ShutdownTimeout: time.Second}}
}

func TestNothingStartsBeforeAllSettingsAreRight(t *testing.T) {
	s := loopback(nil)
	s.Env.Required("CART_KEY_FILE", "a file")
	s.Env.Required("CHECKOUT_ADDR", "a target")
	err := s.Start(t.Context())
	if err == nil || !strings.Contains(err.Error(), "CART_KEY_FILE") || !strings.Contains(err.Error(), "CHECKOUT_ADDR") || s.gate != nil {
		t.Errorf("got %v", err)
	}
}

func TestHealthOverGRPCFollowsReadiness(t *testing.T) {
	s := loopback(nil)
	if err := s.Start(t.Context(), Database); err != nil {
		t.Fatal(err)
	}
	if err := s.ServeGRPC("127.0.0.1:0", func(r grpc.ServiceRegistrar) {
		shopv1.RegisterCartsServer(r, carts.NewService(carts.NewSealer(nil)))
	}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.process.Run(ctx) }()
	says := func(service string, want healthpb.HealthCheckResponse_ServingStatus) {
		t.Helper()
		var got *healthpb.HealthCheckResponse
		for deadline := time.Now().Add(5 * time.Second); got.GetStatus() != want && time.Now().Before(deadline); time.Sleep(time.Millisecond) {
			got, _ = s.health.Check(ctx, &healthpb.HealthCheckRequest{Service: service})
		}
		if got.GetStatus() != want {
			t.Errorf("%q is %v, want %v", service, got, want)
		}
	}
	const name = "shop.v1.Carts"
	says("", healthpb.HealthCheckResponse_SERVING)
	says(name, healthpb.HealthCheckResponse_NOT_SERVING)
	s.Set(Database, true)
	says(name, healthpb.HealthCheckResponse_SERVING)
	s.Set(Database, false)
	says(name, healthpb.HealthCheckResponse_NOT_SERVING)
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestATakenPortIsAnError(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	s := loopback(nil)
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.ServeHTTP(l.Addr().String(), http.NewServeMux()); err == nil || !strings.Contains(err.Error(), "HTTP_ADDR") {
		t.Errorf("got %v", err)
	}
}

func TestARequestHasAnEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		within(time.Second, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			<-r.Context().Done()
			if !errors.Is(r.Context().Err(), context.DeadlineExceeded) || time.Since(start) != time.Second {
				t.Errorf("%v after %v", r.Context().Err(), time.Since(start))
			}
		})).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
	})
}
