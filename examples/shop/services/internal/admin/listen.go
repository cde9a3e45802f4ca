package admin

import (
	"fmt"
	"log/slog"
	"net"

	"github.com/prometheus/client_golang/prometheus"

	"example.com/shop/internal/config"
	"example.com/shop/internal/drain"
	"example.com/shop/internal/ready"
)

// Listen opens the admin port and, unless it is off, the pprof port.
func Listen(cfg config.Common, log *slog.Logger, gate *ready.Gate, metrics *prometheus.Registry) ([]drain.Server, error) {
	l, err := net.Listen("tcp", cfg.AdminAddr)
	if err != nil {
		return nil, fmt.Errorf("ADMIN_ADDR: %w", err)
	}
	servers := []drain.Server{drain.HTTP(NewServer(log, gate, metrics), l)}
	if cfg.PprofAddr != "" {
		l, err := net.Listen("tcp", cfg.PprofAddr)
		if err != nil {
			return nil, fmt.Errorf("PPROF_ADDR: %w", err)
		}
		servers = append(servers, drain.HTTP(NewPprofServer(log), l))
	}
	return servers, nil
}
