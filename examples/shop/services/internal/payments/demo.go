package payments

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"math/rand/v2"
	"time"
)

// Demo is a provider that moves no money, and is as slow and as unreliable as
// one likes.
type Demo struct {
	Delay       time.Duration // before each answer
	FailPercent int           // how many of a hundred charges it does not take
}

// Charge implements [Provider]. A charge's id follows from its key, so that a
// repeated key gives the first charge without a memory.
func (d Demo) Charge(ctx context.Context, key string, _ int64) (string, error) {
	select {
	case <-time.After(d.Delay):
	case <-ctx.Done():
		return "", ctx.Err()
	}
	if rand.IntN(100) < d.FailPercent {
		return "", ErrUnavailable
	}
	sum := sha256.Sum256([]byte(key))
	return "demo_" + base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:16]), nil
}
