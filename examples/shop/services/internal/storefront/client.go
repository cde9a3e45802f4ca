// Package storefront is the frontend service: the shop's HTTP API in front of checkout.
package storefront

import (
	"time"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials/insecure"
	_ "google.golang.org/grpc/health" // lets the client watch the servers' health
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/resolver/dns"
)

// serviceConfig spreads calls over all healthy replicas, bounds each of them,
// and retries one only when checkout is UNAVAILABLE. Retrying is safe because
// an order carries an idempotency key; the throttle stops it in an outage.
const serviceConfig = `{
	"loadBalancingConfig": [{"round_robin": {}}],
	"healthCheckConfig": {"serviceName": "shop.v1.Checkout"},
	"methodConfig": [{
		"name": [{"service": "shop.v1.Checkout"}],
		"timeout": "3s",
		"retryPolicy": {
			"maxAttempts": 4,
			"initialBackoff": "0.05s",
			"maxBackoff": "0.5s",
			"backoffMultiplier": 2,
			"retryableStatusCodes": ["UNAVAILABLE"]
		}
	}],
	"retryThrottling": {"maxTokens": 10, "tokenRatio": 0.1}
}`

// resolveEvery is how often the addresses of checkout may be looked up again.
// gRPC's own 30 s is too long when two of its pods leave within that time, as
// when nodes are drained: only dead addresses would be known until then.
const resolveEvery = 2 * time.Second

// Dial makes a connection to checkout, and starts to connect without waiting
// for it. The traffic is plaintext: encrypting it is left to the platform.
func Dial(target string, opts ...grpc.DialOption) (*grpc.ClientConn, error) {
	dns.SetMinResolutionInterval(resolveEvery)
	conn, err := grpc.NewClient(target, append([]grpc.DialOption{
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultServiceConfig(serviceConfig),
		grpc.WithDisableServiceConfig(), // no TXT look-ups in DNS for another one
		grpc.WithStatsHandler(otelgrpc.NewClientHandler()),
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
		return nil, err
	}
	conn.Connect()
	return conn, nil
}
