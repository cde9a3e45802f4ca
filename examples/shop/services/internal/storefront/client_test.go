package storefront

import (
	"context"
	"net"
	"slices"
	"sync"
	"testing"
	"time"

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
}

func (f *flaky) PlaceOrder(ctx context.Context, req *shopv1.PlaceOrderRequest) (*shopv1.PlaceOrderResponse, error) {
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
	return &shopv1.PlaceOrderResponse{}, nil
}

// dialFlaky connects to a checkout in memory through the real client settings.
func dialFlaky(t *testing.T, f *flaky) (shopv1.CheckoutClient, *health.Server, drain.Server) {
	l := bufconn.Listen(1 << 16)
	server := grpc.NewServer()
	hs := health.NewServer()
	hs.SetServingStatus(shopv1.Checkout_ServiceDesc.ServiceName, healthpb.HealthCheckResponse_SERVING)
	healthpb.RegisterHealthServer(server, hs)
	shopv1.RegisterCheckoutServer(server, f)
	t.Cleanup(server.Stop)
	s := drain.GRPC(server, l)
	go func() { _ = s.Serve() }()

	conn, err := Dial("passthrough:///checkout", grpc.WithContextDialer(
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
	client, _, _ := dialFlaky(t, f)
	if _, err := client.PlaceOrder(t.Context(), &shopv1.PlaceOrderRequest{IdempotencyKey: "key"}); err != nil {
		t.Error(err)
	}
	if want := []string{"key", "key", "key"}; !slices.Equal(f.keys, want) {
		t.Errorf("got calls %v", f.keys)
	}
}

func TestNothingElseIsRetried(t *testing.T) {
	for _, code := range []codes.Code{codes.Internal, codes.Unknown, codes.DeadlineExceeded, codes.InvalidArgument} {
		f := &flaky{fails: []codes.Code{code}}
		client, _, _ := dialFlaky(t, f)
		_, err := client.PlaceOrder(t.Context(), &shopv1.PlaceOrderRequest{})
		if status.Code(err) != code || len(f.keys) != 1 {
			t.Errorf("%v: got %v after %d calls", code, err, len(f.keys))
		}
	}
}

func TestAServerThatLeavesGetsNoCalls(t *testing.T) {
	f := &flaky{}
	client, hs, _ := dialFlaky(t, f)
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
	client, hs, server := dialFlaky(t, &flaky{})
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
