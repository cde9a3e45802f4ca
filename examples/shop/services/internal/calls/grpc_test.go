package calls

import (
	"context"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"

	"example.com/shop/internal/drain"
	shopv1 "example.com/shop/proto/shop/v1"
)

// flaky fails its first calls.
type flaky struct {
	shopv1.UnimplementedCheckoutServer
	mu    sync.Mutex
	fails []codes.Code
	keys  []string
	down  codes.Code    // for all calls after those, unless OK
	delay time.Duration // before each answer

	metrics *Metrics // the caller's
}

func (f *flaky) PlaceOrder(ctx context.Context, req *shopv1.PlaceOrderRequest) (*shopv1.PlaceOrderResponse, error) {
	select {
	case <-time.After(f.delay):
	case <-ctx.Done():
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, ok := ctx.Deadline(); !ok {
		return nil, status.Error(codes.Internal, "a call without a deadline")
	}
	f.keys = append(f.keys, req.GetIdempotencyKey())
	if len(f.fails) > 0 {
		code := f.fails[0]
		f.fails = f.fails[1:]
		return nil, status.Error(code, "not now")
	}
	if f.down != codes.OK {
		return nil, status.Error(f.down, "down")
	}
	return &shopv1.PlaceOrderResponse{}, nil
}

// dialFlaky connects to a checkout in memory, by the service config that the
// manifests give and the policy.
func dialFlaky(t *testing.T, f *flaky, policy string) (shopv1.CheckoutClient, *health.Server, drain.Server) {
	t.Helper()
	c, err := ParsePolicy(policy)
	if err != nil {
		t.Fatal(err)
	}
	l := bufconn.Listen(1 << 16)
	server := grpc.NewServer()
	hs := health.NewServer()
	hs.SetServingStatus(shopv1.Checkout_ServiceDesc.ServiceName, healthpb.HealthCheckResponse_SERVING)
	healthpb.RegisterHealthServer(server, hs)
	shopv1.RegisterCheckoutServer(server, f)
	t.Cleanup(server.Stop)
	s := drain.GRPC(server, l)
	go func() { _ = s.Serve() }()

	callee := Callee{Name: "checkout", Address: "passthrough:///checkout", Timeout: 2 * time.Second, ServiceConfig: givenServiceConfig, Policy: c}
	m := NewMetrics(prometheus.NewRegistry())
	f.metrics = m
	conn, err := Dial(callee, shopv1.Checkout_ServiceDesc.ServiceName, m, grpc.WithContextDialer(
		func(context.Context, string) (net.Conn, error) { return l.Dial() },
	))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return shopv1.NewCheckoutClient(conn), hs, s
}

func TestUnavailableIsRetriedWithTheSameKey(t *testing.T) {
	f := &flaky{fails: []codes.Code{codes.Unavailable, codes.Unavailable}}
	client, _, _ := dialFlaky(t, f, "{}")
	if _, err := client.PlaceOrder(t.Context(), &shopv1.PlaceOrderRequest{IdempotencyKey: "key"}); err != nil {
		t.Error(err)
	}
	if want := []string{"key", "key", "key"}; !slices.Equal(f.keys, want) {
		t.Errorf("got calls %v", f.keys)
	}
	if got := testutil.ToFloat64(f.metrics.retries.WithLabelValues("checkout")); got != 2 {
		t.Errorf("metrics say %v retries", got)
	}
}

func TestNothingElseIsRetried(t *testing.T) {
	for _, code := range []codes.Code{codes.Internal, codes.Unknown, codes.DeadlineExceeded, codes.InvalidArgument} {
		f := &flaky{fails: []codes.Code{code}}
		client, _, _ := dialFlaky(t, f, "{}")
		_, err := client.PlaceOrder(t.Context(), &shopv1.PlaceOrderRequest{})
		if status.Code(err) != code || len(f.keys) != 1 {
			t.Errorf("%v: got %v after %d calls", code, err, len(f.keys))
		}
	}
}

func TestGRPCRetriesStayInTheBudgetUnderTotalFailure(t *testing.T) {
	f := &flaky{down: codes.Unavailable}
	client, _, _ := dialFlaky(t, f, "{}")
	const calls = 100
	for range calls {
		_, _ = client.PlaceOrder(t.Context(), &shopv1.PlaceOrderRequest{})
	}
	if len(f.keys) < calls || len(f.keys) > calls*12/10 {
		t.Errorf("%d tries of %d calls", len(f.keys), calls)
	}
}

func TestTheGRPCBreakerOpensAndFindsOut(t *testing.T) {
	f := &flaky{down: codes.Internal}
	client, _, _ := dialFlaky(t, f, `{"circuitBreaker":{"consecutiveFailures":5,"openFor":"200ms"}}`)
	for range 20 {
		_, err := client.PlaceOrder(t.Context(), &shopv1.PlaceOrderRequest{})
		if want := codes.Internal; len(f.keys) < 5 && status.Code(err) != want {
			t.Errorf("got %v", err)
		}
	}
	_, err := client.PlaceOrder(t.Context(), &shopv1.PlaceOrderRequest{})
	if status.Code(err) != codes.Unavailable || !strings.Contains(err.Error(), "circuit breaker is open") || len(f.keys) != 5 {
		t.Errorf("got %v after %d calls", err, len(f.keys))
	}
	time.Sleep(250 * time.Millisecond)
	f.mu.Lock()
	f.down = codes.OK
	f.mu.Unlock()
	if _, err := client.PlaceOrder(t.Context(), &shopv1.PlaceOrderRequest{}); err != nil {
		t.Errorf("half-open: %v", err)
	}
}

func TestACallerOverItsLimitIsNoReasonToStopCalling(t *testing.T) {
	f := &flaky{down: codes.ResourceExhausted}
	client, _, _ := dialFlaky(t, f, `{"circuitBreaker":{"consecutiveFailures":1,"openFor":"1m"}}`)
	for range 3 {
		if _, err := client.PlaceOrder(t.Context(), &shopv1.PlaceOrderRequest{}); status.Code(err) != codes.ResourceExhausted {
			t.Errorf("got %v", err)
		}
	}
}

func TestTheTimeoutCutsAGRPCCall(t *testing.T) {
	f := &flaky{delay: time.Minute}
	client, _, _ := dialFlaky(t, f, "{}")
	start := time.Now()
	_, err := client.PlaceOrder(t.Context(), &shopv1.PlaceOrderRequest{})
	if took := time.Since(start); status.Code(err) != codes.DeadlineExceeded || took > 3*time.Second {
		t.Errorf("got %v after %v", err, took)
	}
}

func TestAServerThatLeavesGetsNoCalls(t *testing.T) {
	f := &flaky{}
	client, hs, _ := dialFlaky(t, f, "{}")
	if _, err := client.PlaceOrder(t.Context(), &shopv1.PlaceOrderRequest{}); err != nil {
		t.Fatal(err)
	}
	hs.Shutdown()
	var err error
	for deadline := time.Now().Add(5 * time.Second); err == nil && time.Now().Before(deadline); {
		_, err = client.PlaceOrder(t.Context(), &shopv1.PlaceOrderRequest{})
	}
	if status.Code(err) != codes.Unavailable {
		t.Errorf("got %v", err)
	}
}

// The client watches the server's health on a stream that has no end of its
// own; a graceful stop must not wait for it.
func TestAClientThatWatchesDoesNotHoldUpTheDrain(t *testing.T) {
	client, hs, server := dialFlaky(t, &flaky{}, "{}")
	if _, err := client.PlaceOrder(t.Context(), &shopv1.PlaceOrderRequest{}); err != nil {
		t.Fatal(err)
	}
	hs.Shutdown()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := server.Drain(ctx); err != nil {
		t.Error(err)
	}
}
