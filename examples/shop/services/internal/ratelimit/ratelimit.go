// Package ratelimit refuses what is more than a program is meant to do.
package ratelimit

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"

	"golang.org/x/time/rate"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/shop/internal/config"
)

// Limit is how much one replica does. The zero value lets everything through.
type Limit struct{ limiter *rate.Limiter }

// Read reads RATE_LIMIT, such as {"requestsPerSecond":100,"burst":200}.
func Read(env *config.Reader) Limit {
	text := env.String("RATE_LIMIT", "")
	if text == "" {
		return Limit{}
	}
	var l struct {
		RequestsPerSecond float64 `json:"requestsPerSecond"`
		Burst             int     `json:"burst"`
	}
	if err := json.Unmarshal([]byte(text), &l); err != nil {
		env.Fail(fmt.Errorf("RATE_LIMIT: %w", err))
		return Limit{}
	}
	if l.RequestsPerSecond <= 0 || l.Burst < 1 {
		env.Fail(fmt.Errorf("RATE_LIMIT=%s needs requestsPerSecond above 0 and burst of 1 or more", text))
		return Limit{}
	}
	return Limit{rate.NewLimiter(rate.Limit(l.RequestsPerSecond), l.Burst)}
}

// HTTP answers 429 to what is too much, and says when to come again.
func (l Limit) HTTP(next http.Handler) http.Handler {
	if l.limiter == nil {
		return next
	}
	wait := strconv.Itoa(int(math.Ceil(1 / float64(l.limiter.Limit()))))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !l.limiter.Allow() {
			w.Header().Set("Retry-After", wait)
			http.Error(w, `{"error":"too many requests"}`, http.StatusTooManyRequests)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// GRPC answers RESOURCE_EXHAUSTED to what is too much. Questions about health
// are always answered.
func (l Limit) GRPC(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	if l.limiter != nil && !strings.HasPrefix(info.FullMethod, "/grpc.health.") && !l.limiter.Allow() {
		return nil, status.Error(codes.ResourceExhausted, "too many requests")
	}
	return handler(ctx, req)
}
