// Package config reads a program's settings from its environment.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"
)

// Common holds the settings that every program of the shop has.
type Common struct {
	AdminAddr       string        // ADMIN_ADDR: probes and metrics
	PprofAddr       string        // PPROF_ADDR: profiles; empty when "off"
	LogLevel        slog.Level    // LOG_LEVEL
	ShutdownDelay   time.Duration // SHUTDOWN_DELAY: from unready to closing listeners
	ShutdownTimeout time.Duration // SHUTDOWN_TIMEOUT: bound for draining requests
}

// Reader reads settings and remembers every problem, so that one start shows
// them all. An empty variable counts as unset.
type Reader struct {
	getenv func(string) string
	errs   []error
}

// NewReader reads with getenv, which is [os.Getenv] outside of tests.
func NewReader(getenv func(string) string) *Reader {
	return &Reader{getenv: getenv}
}

// Err joins the problems seen so far.
func (r *Reader) Err() error { return errors.Join(r.errs...) }

// Fail adds a problem that the caller has found in a setting.
func (r *Reader) Fail(err error) { r.errs = append(r.errs, err) }

// Common reads the settings that every program has.
func (r *Reader) Common() Common {
	c := Common{
		AdminAddr:       r.String("ADMIN_ADDR", ":8081"),
		PprofAddr:       r.String("PPROF_ADDR", "127.0.0.1:6060"),
		LogLevel:        r.level("LOG_LEVEL", slog.LevelInfo),
		ShutdownDelay:   r.Duration("SHUTDOWN_DELAY", 0),
		ShutdownTimeout: r.Duration("SHUTDOWN_TIMEOUT", 20*time.Second),
	}
	if c.PprofAddr == "off" {
		c.PprofAddr = ""
	}
	return c
}

// String reads key, or returns fallback.
func (r *Reader) String(key, fallback string) string {
	if v := r.getenv(key); v != "" {
		return v
	}
	return fallback
}

// Required reads key, which has no honest default; meaning says what it is for.
func (r *Reader) Required(key, meaning string) string {
	v := r.getenv(key)
	if v == "" {
		r.errs = append(r.errs, fmt.Errorf("%s is not set: it is %s", key, meaning))
	}
	return v
}

// Duration reads a Go duration such as "20s" that is not negative.
func (r *Reader) Duration(key string, fallback time.Duration) time.Duration {
	v := r.getenv(key)
	if v == "" {
		return fallback
	}
	d, err := time.ParseDuration(v)
	if err != nil || d < 0 {
		r.errs = append(r.errs, fmt.Errorf("%s=%q is not a duration of zero or more, such as 20s", key, v))
	}
	return d
}

// Int reads a whole number from low to high.
func (r *Reader) Int(key string, fallback, low, high int) int {
	v := r.getenv(key)
	if v == "" {
		return fallback
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < low || n > high {
		r.errs = append(r.errs, fmt.Errorf("%s=%q is not a whole number from %d to %d", key, v, low, high))
	}
	return n
}

func (r *Reader) level(key string, fallback slog.Level) slog.Level {
	v := r.getenv(key)
	if v == "" {
		return fallback
	}
	var l slog.Level
	if err := l.UnmarshalText([]byte(v)); err != nil {
		r.errs = append(r.errs, fmt.Errorf("%s=%q is not one of debug, info, warn, error", key, v))
	}
	return l
}
