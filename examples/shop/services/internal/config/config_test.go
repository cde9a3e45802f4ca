package config

import (
	"log/slog"
	"strings"
	"testing"
	"time"
)

func env(vars map[string]string) *Reader {
	return NewReader(func(key string) string { return vars[key] })
}

func TestABareProgramHasDefaults(t *testing.T) {
	r := env(nil)
	got := r.Common()
	want := Common{AdminAddr: ":8081", PprofAddr: "127.0.0.1:6060", ShutdownTimeout: 20 * time.Second}
	if got != want || r.Err() != nil {
		t.Errorf("got %+v, %v; want %+v", got, r.Err(), want)
	}
}

func TestTheEnvironmentWins(t *testing.T) {
	r := env(map[string]string{
		"ADMIN_ADDR": ":1", "PPROF_ADDR": "off", "LOG_LEVEL": "debug", "SHUTDOWN_DELAY": "5s", "SHUTDOWN_TIMEOUT": "1m",
	})
	got := r.Common()
	want := Common{AdminAddr: ":1", LogLevel: slog.LevelDebug, ShutdownDelay: 5 * time.Second, ShutdownTimeout: time.Minute}
	if got != want || r.Err() != nil {
		t.Errorf("got %+v, %v; want %+v", got, r.Err(), want)
	}
}

func TestAllProblemsAreReportedAtOnce(t *testing.T) {
	r := env(map[string]string{"LOG_LEVEL": "loud", "SHUTDOWN_DELAY": "-1s", "SHUTDOWN_TIMEOUT": "20"})
	r.Common()
	r.Required("CHECKOUT_ADDR", "the gRPC target of checkout")
	err := r.Err()
	if err == nil {
		t.Fatal("no error")
	}
	for _, key := range []string{"LOG_LEVEL", "SHUTDOWN_DELAY", "SHUTDOWN_TIMEOUT", "CHECKOUT_ADDR is not set"} {
		if !strings.Contains(err.Error(), key) {
			t.Errorf("%q is missing from: %v", key, err)
		}
	}
}
