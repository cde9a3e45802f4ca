package database

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"time"
)

const (
	minRetry     = 200 * time.Millisecond
	maxRetry     = 5 * time.Second
	prepareLimit = 10 * time.Second

	pingEvery = 2 * time.Second
	pingLimit = time.Second
	maxMisses = 3 // one slow ping under load must not take every replica away at once
)

// Database is what has to answer before there is anything to serve.
type Database interface {
	// Prepare creates what is missing in the database.
	Prepare(ctx context.Context) error
	// Ping reports whether the database answers.
	Ping(ctx context.Context) error
}

// Watch prepares the database, however long it takes to come up, and then
// keeps reporting whether it answers, until ctx ends.
func Watch(ctx context.Context, log *slog.Logger, db Database, report func(answers bool)) {
	for wait := minRetry; ; wait = min(2*wait, maxRetry) {
		err := within(ctx, prepareLimit, db.Prepare)
		if err == nil {
			break
		}
		jittered := wait/2 + rand.N(wait/2) // replicas must not come in step
		log.Warn("waiting for the database", "error", err, "retry_in", jittered.String())
		if !sleep(ctx, jittered) {
			return
		}
	}
	log.Info("database ready")
	report(true)

	answers, misses := true, 0
	for sleep(ctx, pingEvery) {
		err := within(ctx, pingLimit, db.Ping)
		if misses++; err == nil {
			misses = 0
		}
		if now := misses < maxMisses; now != answers {
			answers = now
			log.Warn("database changed", "answers", answers, "error", err)
			report(answers)
		}
	}
}

func within(ctx context.Context, limit time.Duration, f func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return f(ctx)
}

// sleep reports whether it slept the whole time.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-ctx.Done():
		return false
	}
}
