package ratelimit

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/shop/internal/config"
)

func limit(t *testing.T, text string) Limit {
	r := env(text)
	l := Read(r)
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	return l
}

func env(text string) *config.Reader { return config.NewReader(func(string) string { return text }) }

var fine = http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})

func get(l Limit) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	l.HTTP(fine).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	return w
}

func call(l Limit, method string) codes.Code {
	_, err := l.GRPC(context.Background(), nil, &grpc.UnaryServerInfo{FullMethod: method},
		func(context.Context, any) (any, error) { return nil, nil })
	return status.Code(err)
}

func TestWhatIsOverTheLimitIsToldToComeAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := limit(t, `{"requestsPerSecond":2,"burst":3}`)
		passed := 0
		for range 100 {
			w := get(l)
			switch w.Code {
			case http.StatusOK:
				passed++
			case http.StatusTooManyRequests:
				if w.Header().Get("Retry-After") != "1" {
					t.Errorf("Retry-After is %q", w.Header().Get("Retry-After"))
				}
			default:
				t.Errorf("got %d", w.Code)
			}
			time.Sleep(100 * time.Millisecond)
		}
		if passed < 22 || passed > 24 { // 3 at once, and 2 in each of 10 seconds
			t.Errorf("%d passed", passed)
		}
	})
}

func TestOverGRPCItIsRESOURCE_EXHAUSTED(t *testing.T) {
	l := limit(t, `{"requestsPerSecond":0.001,"burst":1}`)
	const order = "/shop.v1.Checkout/PlaceOrder"
	if first, second := call(l, order), call(l, order); first != codes.OK || second != codes.ResourceExhausted {
		t.Errorf("got %v, %v", first, second)
	}
	if code := call(l, "/grpc.health.v1.Health/Check"); code != codes.OK {
		t.Errorf("health: got %v", code)
	}
}

func TestWithoutALimitAllPass(t *testing.T) {
	l := limit(t, "")
	for range 1000 {
		if w, code := get(l), call(l, "/shop.v1.Checkout/PlaceOrder"); w.Code != http.StatusOK || code != codes.OK {
			t.Fatalf("got %d, %v", w.Code, code)
		}
	}
}

func TestALimitThatLetsNothingThroughIsAMistake(t *testing.T) {
	for _, text := range []string{"{", "5", `{"requestsPerSecond":5}`, `{"burst":5}`, `{"requestsPerSecond":-1,"burst":1}`} {
		r := env(text)
		Read(r)
		if err := r.Err(); err == nil || !strings.Contains(err.Error(), "RATE_LIMIT") {
			t.Errorf("%s: got %v", text, err)
		}
	}
}
