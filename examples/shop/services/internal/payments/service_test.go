package payments

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	shopv1 "example.com/shop/proto/shop/v1"
)

func charge(ctx context.Context, p Provider, key string) (string, codes.Code) {
	s := NewService(slog.New(slog.DiscardHandler), p)
	resp, err := s.Charge(ctx, &shopv1.ChargeRequest{IdempotencyKey: key, AmountCents: 1})
	return resp.GetChargeId(), status.Code(err)
}

func TestARepeatedKeyGivesTheFirstCharge(t *testing.T) {
	first, _ := charge(t.Context(), Demo{}, "key")
	again, code := charge(t.Context(), Demo{}, "key")
	other, _ := charge(t.Context(), Demo{}, "other")
	if code != codes.OK || first == "" || again != first || other == first {
		t.Errorf("got %q, %q, %q, %v", first, again, other, code)
	}
}

func TestASlowProviderIsNotWaitedForBeyondTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		if _, code := charge(ctx, Demo{Delay: time.Hour}, "key"); code != codes.DeadlineExceeded || time.Since(start) != time.Second {
			t.Errorf("got %v after %v", code, time.Since(start))
		}
	})
}

type failing struct{ err error }

func (f failing) Charge(context.Context, string, int64) (string, error) { return "", f.err }

func TestWhatTheProviderSaysIsSaidInGRPC(t *testing.T) {
	for want, p := range map[codes.Code]Provider{
		codes.Unavailable: Demo{FailPercent: 100},
		codes.Internal:    failing{errors.New("a secret detail")},
	} {
		if _, code := charge(t.Context(), p, "key"); code != want {
			t.Errorf("got %v, want %v", code, want)
		}
	}
	if _, code := charge(t.Context(), Demo{}, ""); code != codes.InvalidArgument {
		t.Errorf("without a key: got %v", code)
	}
}
