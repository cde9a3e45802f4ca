package database

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"
)

func TestARotatedPasswordIsUsedByTheNextConnection(t *testing.T) {
	file := filepath.Join(t.TempDir(), "password")
	beforeConnect := Settings{credsFile: file}.password
	for _, password := range []string{"old", " new with spaces "} {
		if err := os.WriteFile(file, []byte(password+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		var cfg pgx.ConnConfig
		if err := beforeConnect(t.Context(), &cfg); err != nil || cfg.Password != password {
			t.Errorf("got %q, %v; want %q", cfg.Password, err, password)
		}
	}
}

func TestAMissingPasswordFileIsAnError(t *testing.T) {
	if err := (Settings{credsFile: filepath.Join(t.TempDir(), "password")}).password(t.Context(), &pgx.ConnConfig{}); err == nil {
		t.Error("no error")
	}
}

func TestThePoolStaysSmallOnALargeNode(t *testing.T) {
	for dsn, want := range map[string]int32{
		"host=127.0.0.1 user=orders":                   maxConns,
		"host=127.0.0.1 user=orders pool_max_conns=20": 20,
	} {
		pool, err := NewPool(t.Context(), Settings{dsn: dsn})
		if err != nil {
			t.Fatal(err)
		}
		if got := pool.Config().MaxConns; got != want {
			t.Errorf("%s: %d connections, want %d", dsn, got, want)
		}
		pool.Close()
	}
}
