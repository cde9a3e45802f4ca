package calls

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	_ "google.golang.org/grpc/health" // lets the client watch the servers' health
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/resolver/dns"
	"google.golang.org/grpc/stats"
	"google.golang.org/grpc/status"
)

// resolveEvery is how often the addresses of a callee may be looked up again.
// gRPC's own 30 s is too long when two of its pods leave within that time, as
// when nodes are drained: only dead addresses would be known until then.
const resolveEvery = 2 * time.Second

// Dial makes a connection to a callee's service, and starts to connect without
// waiting for it. The traffic is plaintext: encrypting it is left to the platform.
//
// grpc-go itself balances, and retries within a budget, by the callee's
// service config. The breaker counts calls, all their tries included.
func Dial(c Callee, service string, m *Metrics, opts ...grpc.DialOption) (*grpc.ClientConn, error) {
	serviceConfig, err := withHealthCheck(c.ServiceConfig, service)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Name, err)
	}
	dns.SetMinResolutionInterval(resolveEvery)
	metrics := m.of(c.Name)
	conn, err := grpc.NewClient(c.Address, append([]grpc.DialOption{
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultServiceConfig(serviceConfig),
		grpc.WithDisableServiceConfig(), // no TXT look-ups in DNS for another one
		grpc.WithChainUnaryInterceptor(unary(c, newGuard(c, metrics, false), metrics)),
		grpc.WithStatsHandler(otelgrpc.NewClientHandler()),
		grpc.WithStatsHandler(tryCounter{}), // after the one that makes the span
		grpc.WithKeepaliveParams(keepalive.ClientParameters{
			Time:                time.Minute, // the server allows a ping every 30 s
			Timeout:             10 * time.Second,
			PermitWithoutStream: true,
		}),
		grpc.WithConnectParams(grpc.ConnectParams{
			// gRPC's own maximum of two minutes outlasts most restarts.
			Backoff:           backoff.Config{BaseDelay: 200 * time.Millisecond, Multiplier: 1.6, Jitter: 0.2, MaxDelay: 5 * time.Second},
			MinConnectTimeout: 3 * time.Second,
		}),
	}, opts...)...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Name, err)
	}
	conn.Connect()
	return conn, nil
}

// withHealthCheck adds what only the program knows to a service config: the
// name under which the callee says that it serves, so that one that leaves
// gets no more calls.
func withHealthCheck(serviceConfig, service string) (string, error) {
	all := map[string]any{}
	if serviceConfig != "" {
		if err := json.Unmarshal([]byte(serviceConfig), &all); err != nil {
			return "", fmt.Errorf("the service config is not a JSON object: %w", err)
		}
	}
	if _, ok := all["healthCheckConfig"]; !ok {
		all["healthCheckConfig"] = map[string]string{"serviceName": service}
	}
	text, err := json.Marshal(all)
	return string(text), err
}

func unary(c Callee, g *guard, m calleeMetrics) grpc.UnaryClientInterceptor {
	return func(ctx context.Context, method string, req, reply any, conn *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
		refused := func(err error) error {
			m.called(err)
			return status.Errorf(codes.Unavailable, "%s: %v", c.Name, err)
		}
		leave, err := g.enter(ctx)
		if err != nil {
			return refused(err)
		}
		defer leave()
		done, err := g.allow(ctx)
		if err != nil {
			return refused(err)
		}
		ctx, cancel := context.WithTimeout(ctx, c.Timeout)
		defer cancel()
		var tries atomic.Int64
		err = invoke(context.WithValue(ctx, triesKey{}, &tries), method, req, reply, conn, opts...)
		failure := grpcFailure(err)
		done(failure)
		m.called(failure)
		m.retried(max(0, int(tries.Load())-1))
		return err
	}
}

// grpcFailure is what a call's end says against the callee. A refusal with a
// reason says nothing against it, not even RESOURCE_EXHAUSTED.
func grpcFailure(err error) error {
	switch status.Code(err) {
	case codes.Canceled:
		return context.Canceled
	case codes.Unavailable, codes.DeadlineExceeded, codes.Internal, codes.Unknown:
		return err
	default:
		return nil
	}
}

type triesKey struct{}

// tryCounter counts the tries of each call, and says in the span of each retry
// which one it is.
type tryCounter struct{}

func (tryCounter) TagRPC(ctx context.Context, _ *stats.RPCTagInfo) context.Context {
	if tries, ok := ctx.Value(triesKey{}).(*atomic.Int64); ok {
		if n := tries.Add(1); n > 1 {
			trace.SpanFromContext(ctx).SetAttributes(attribute.Int64("rpc.grpc.resend_count", n-1))
		}
	}
	return ctx
}

func (tryCounter) HandleRPC(context.Context, stats.RPCStats)                         {}
func (tryCounter) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }
func (tryCounter) HandleConn(context.Context, stats.ConnStats)                       {}
