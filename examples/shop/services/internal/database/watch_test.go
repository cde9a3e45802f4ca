package database

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// script is a database that is down at certain times after the start.
type script struct {
	start    time.Time
	down     func(at time.Duration) bool
	prepares int
}

func (s *script) answer() error {
	if s.down(time.Since(s.start)) {
		return errors.New("connection refused")
	}
	return nil
}

func (s *script) Prepare(context.Context) error { s.prepares++; return s.answer() }
func (s *script) Ping(context.Context) error    { return s.answer() }

// watch runs Watch for ten minutes and returns the script and what was reported.
func watch(t *testing.T, down func(at time.Duration) bool) (db *script, reports []bool) {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	db = &script{start: time.Now(), down: down}
	Watch(ctx, slog.New(slog.DiscardHandler), db, func(ok bool) { reports = append(reports, ok) })
	return db, reports
}

func TestWaitsForADatabaseThatComesUpLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db, reports := watch(t, func(at time.Duration) bool { return at < 5*time.Minute })
		if !slices.Equal(reports, []bool{true}) {
			t.Errorf("reported %v", reports)
		}
		if db.prepares < 60 || db.prepares > 130 {
			t.Errorf("tried %d times in 5 minutes: the wait is not between 2.5 s and 5 s", db.prepares)
		}
	})
}

func TestGivesUpWaitingWhenTheProcessStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, reports := watch(t, func(time.Duration) bool { return true })
		if len(reports) > 0 {
			t.Errorf("reported %v", reports)
		}
	})
}

func TestAShortHiccupIsNotReported(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, reports := watch(t, func(at time.Duration) bool { return at > time.Minute && at < time.Minute+3*time.Second })
		if !slices.Equal(reports, []bool{true}) {
			t.Errorf("reported %v", reports)
		}
	})
}

func TestAnOutageIsReportedAndSoIsItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, reports := watch(t, func(at time.Duration) bool { return at > time.Minute && at < 2*time.Minute })
		if !slices.Equal(reports, []bool{true, false, true}) {
			t.Errorf("reported %v", reports)
		}
	})
}
