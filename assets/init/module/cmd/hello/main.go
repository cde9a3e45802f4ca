// Hello answers requests. It is small on purpose: keep main.go and serve.go, replace routes.go.
package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
)

// version is set at build time.
var version = "dev"

func main() {
	var level slog.LevelVar
	log := slog.New(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{Level: &level}))
	if err := level.UnmarshalText([]byte(env("LOG_LEVEL", "info"))); err != nil {
		log.Error("LOG_LEVEL is none of debug, info, warn and error", "error", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	log.Info("starting", "version", version)
	if err := serve(ctx, log, routes()); err != nil {
		log.Error("stopped", "error", err)
		os.Exit(1)
	}
}

// env is a variable's value, or what holds without it.
func env(name, otherwise string) string {
	if value, ok := os.LookupEnv(name); ok {
		return value
	}
	return otherwise
}
