package drain

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/test/bufconn"

	"example.com/shop/internal/ready"
)

func TestARunningHTTPRequestIsAnswered(t *testing.T) {
	l := bufconn.Listen(1 << 16)
	entered, release := make(chan struct{}), make(chan struct{})
	s := HTTP(&http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(entered)
		<-release
		if r.Context().Err() != nil {
			t.Error("the request's context was cancelled")
		}
		_, _ = io.WriteString(w, "done")
	})}, l)
	served := make(chan error, 1)
	go func() { served <- s.Serve() }()

	client := &http.Client{Transport: &http.Transport{
		DialContext: func(context.Context, string, string) (net.Conn, error) { return l.Dial() },
	}}
	answer := make(chan string, 1)
	go func() {
		resp, err := client.Get("http://shop/")
		if err != nil {
			answer <- err.Error()
			return
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		answer <- string(body)
	}()
	<-entered
	drained := make(chan error, 1)
	go func() { drained <- s.Drain(t.Context()) }()
	if err := <-served; err != nil {
		t.Errorf("Serve: %v", err)
	}
	close(release)
	if got := <-answer; got != "done" {
		t.Errorf("got %q", got)
	}
	if err := <-drained; err != nil {
		t.Errorf("Drain: %v", err)
	}
}

// dialHealth serves the health service alone and connects to it.
func dialHealth(t *testing.T) (Server, healthpb.HealthClient) {
	l := bufconn.Listen(1 << 16)
	server := grpc.NewServer()
	healthpb.RegisterHealthServer(server, health.NewServer())
	t.Cleanup(server.Stop)
	s := GRPC(server, l)
	go func() { _ = s.Serve() }()

	conn, err := grpc.NewClient("passthrough:///shop",
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(context.Context, string) (net.Conn, error) { return l.Dial() }),
	)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return s, healthpb.NewHealthClient(conn)
}

func TestAnIdleGRPCConnectionDoesNotHoldUpTheDrain(t *testing.T) {
	s, client := dialHealth(t)
	if _, err := client.Check(t.Context(), &healthpb.HealthCheckRequest{}); err != nil {
		t.Fatal(err)
	}
	if err := s.Drain(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAGRPCStreamThatNeverEndsIsCutOff(t *testing.T) {
	s, client := dialHealth(t)
	stream, err := client.Watch(t.Context(), &healthpb.HealthCheckRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Recv(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := s.Drain(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Drain: %v", err)
	}
	if _, err := stream.Recv(); err == nil {
		t.Error("the stream goes on")
	}
}

func TestAShutGateEndsConnections(t *testing.T) {
	gate := ready.NewGate(nil)
	h := CloseConnections(gate, http.NotFoundHandler())
	connection := func() string {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
		return w.Header().Get("Connection")
	}
	if got := connection(); got != "" {
		t.Errorf("open: %q", got)
	}
	gate.Close()
	if got := connection(); got != "close" {
		t.Errorf("shut: %q", got)
	}
}
