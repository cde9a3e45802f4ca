package drain

import (
	"context"
	"errors"
	"net"
	"net/http"

	"google.golang.org/grpc"

	"example.com/shop/internal/ready"
)

// Server is a listener that can stop without dropping what it has begun.
type Server interface {
	// Serve blocks, and returns nil once drained.
	Serve() error
	// Drain takes no new requests and waits for the running ones until ctx
	// ends; then it cuts them off and returns an error.
	Drain(ctx context.Context) error
}

// HTTP makes a Server of an HTTP server and its listener.
func HTTP(s *http.Server, l net.Listener) Server { return httpServer{s, l} }

type httpServer struct {
	server   *http.Server
	listener net.Listener
}

func (s httpServer) Serve() error {
	if err := s.server.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func (s httpServer) Drain(ctx context.Context) error {
	if err := s.server.Shutdown(ctx); err != nil {
		return errors.Join(err, s.server.Close())
	}
	return nil
}

// GRPC makes a Server of a gRPC server and its listener.
func GRPC(s *grpc.Server, l net.Listener) Server { return grpcServer{s, l} }

type grpcServer struct {
	server   *grpc.Server
	listener net.Listener
}

func (s grpcServer) Serve() error { return s.server.Serve(s.listener) }

func (s grpcServer) Drain(ctx context.Context) error {
	done := make(chan struct{})
	go func() {
		s.server.GracefulStop() // has no bound of its own
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		s.server.Stop()
		return ctx.Err()
	}
}

// CloseConnections ends each connection with its next response while the gate
// is shut, so that callers with a connection open move on during the delay.
func CloseConnections(gate *ready.Gate, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if open, _ := gate.Open(); !open {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}
