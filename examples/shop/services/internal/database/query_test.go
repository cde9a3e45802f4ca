package database

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

func TestOnlyWhatMayPassIsUnavailable(t *testing.T) {
	for name, tc := range map[string]struct {
		err  error
		want bool
	}{
		"connection lost":        {errors.New("read: connection reset by peer"), true},
		"query timed out":        {context.DeadlineExceeded, true},
		"cannot connect":         {&pgconn.ConnectError{}, true},
		"server shutting down":   {&pgconn.PgError{Code: "57P01"}, true},
		"too many connections":   {&pgconn.PgError{Code: "53300"}, true},
		"not the primary now":    {&pgconn.PgError{Code: "25006"}, true},
		"undefined table":        {&pgconn.PgError{Code: "42P01"}, false},
		"insufficient privilege": {&pgconn.PgError{Code: "42501"}, false},
		"no such row":            {pgx.ErrNoRows, false},
		"no error":               {nil, false},
	} {
		err := Classify(tc.err)
		if got := errors.Is(err, ErrUnavailable); got != tc.want || !errors.Is(err, tc.err) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
