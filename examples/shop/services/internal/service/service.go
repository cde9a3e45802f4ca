// Package service is what all programs of the shop have in common: settings,
// telemetry, probes, and the order in which they start and stop.
package service

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/grpc/health"

	"example.com/shop/internal/admin"
	"example.com/shop/internal/calls"
	"example.com/shop/internal/config"
	"example.com/shop/internal/drain"
	"example.com/shop/internal/ratelimit"
	"example.com/shop/internal/ready"
	"example.com/shop/internal/telemetry"
)

// Service is a program that is being put together.
type Service struct {
	Name    string
	Env     *config.Reader
	Log     *slog.Logger // from Start on
	Metrics *prometheus.Registry
	Calls   *calls.Metrics

	cfg     config.Common
	limit   ratelimit.Limit
	gate    *ready.Gate
	health  *health.Server // over gRPC, if anything is served there
	served  []string       // the gRPC services whose health follows the gate
	process drain.Process
}

// Main puts a program together and runs it until it is told to stop. build
// reads all settings, then calls Start, then says what is served.
func Main(name string, build func(context.Context, *Service) error) {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	if err := run(ctx, name, build); err != nil {
		telemetry.NewLogger(os.Stdout, slog.LevelInfo, name).Error("failed", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, name string, build func(context.Context, *Service) error) error {
	env := config.NewReader(os.Getenv)
	s := &Service{Name: name, Env: env, cfg: env.Common(), limit: ratelimit.Read(env)}
	if err := build(ctx, s); err != nil {
		return err
	}
	return s.process.Run(ctx)
}

// Start reports what is wrong with the settings, and opens the admin port.
// The program is ready once it serves and all conditions hold.
func (s *Service) Start(ctx context.Context, conditions ...string) error {
	if err := s.Env.Err(); err != nil {
		return err
	}
	s.Log = telemetry.NewLogger(os.Stdout, s.cfg.LogLevel, s.Name)
	telemetry.LogStart(s.Log)
	flush, err := telemetry.SetupTracing(ctx, s.Log, s.Name)
	if err != nil {
		return err
	}
	s.Metrics = telemetry.NewRegistry()
	s.Calls = calls.NewMetrics(s.Metrics)
	s.health = health.NewServer()
	s.gate = ready.NewGate(s.reportHealth, append(conditions, ready.Serving)...)
	adminServers, err := admin.Listen(s.cfg, s.Log, s.gate, s.Metrics)
	if err != nil {
		return err
	}
	s.process = drain.Process{
		Log:     s.Log,
		Gate:    s.gate,
		Admin:   adminServers,
		Leave:   s.health.Shutdown,
		Flush:   flush,
		Delay:   s.cfg.ShutdownDelay,
		Timeout: s.cfg.ShutdownTimeout,
	}
	return nil
}

// Set says whether a condition of readiness holds.
func (s *Service) Set(condition string, holds bool) { s.gate.Set(condition, holds) }

// Work runs beside the servers until their traffic is gone.
func (s *Service) Work(work func(context.Context)) { s.process.Work = append(s.process.Work, work) }

// OnStop closes what requests used, once there are no more.
func (s *Service) OnStop(closing func()) { s.process.Close = append(s.process.Close, closing) }
