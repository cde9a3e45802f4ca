package main

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"
)

func TestAnswers(t *testing.T) {
	answer := httptest.NewRecorder()
	routes().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/", nil))
	if answer.Code != http.StatusOK || answer.Body.String() != "hello\n" {
		t.Errorf("got %d %q", answer.Code, answer.Body)
	}
}

func TestIsReadyOnlyWhileItServes(t *testing.T) {
	var ready atomic.Bool
	for _, want := range []int{http.StatusServiceUnavailable, http.StatusOK} {
		answer := httptest.NewRecorder()
		adminRoutes(&ready).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/readyz", nil))
		if answer.Code != want {
			t.Errorf("got %d, want %d", answer.Code, want)
		}
		ready.Store(true)
	}
}

func TestFinishesOpenRequests(t *testing.T) {
	addr := freeAddr(t)
	t.Setenv("HTTP_ADDR", addr)
	t.Setenv("ADMIN_ADDR", freeAddr(t))
	ctx, stop := context.WithCancel(t.Context())
	slow := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		stop() // as SIGTERM does, in the midst of a request
		time.Sleep(50 * time.Millisecond)
		w.WriteHeader(http.StatusTeapot)
	})
	served := make(chan error)
	go func() { served <- serve(ctx, slog.New(slog.NewTextHandler(io.Discard, nil)), slow) }()
	waitFor(t, addr)
	answer, err := http.Get("http://" + addr)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusTeapot {
		t.Errorf("got %d", answer.StatusCode)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
}

func freeAddr(t *testing.T) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func waitFor(t *testing.T, addr string) {
	for range 500 {
		if conn, err := net.Dial("tcp", addr); err == nil {
			conn.Close()
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("nobody listens on " + addr)
}
