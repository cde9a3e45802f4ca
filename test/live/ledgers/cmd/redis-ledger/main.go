// Redis-ledger keeps a ledger in Valkey or Redis.
package main

import (
	"context"
	"os"
	"strconv"

	"github.com/redis/go-redis/v9"

	"example.com/ledgers/internal/ledger"
)

type store struct{ client *redis.Client }

func main() {
	options := ledger.Must(redis.ParseURL(os.Getenv("ORDERS_DB_URL")))
	options.CredentialsProviderContext = func(context.Context) (string, string, error) {
		password, err := ledger.Password()
		return options.Username, password, err
	}
	options.MaxRetries = -1 // an entry is acknowledged, or it is not
	ledger.Serve(store{redis.NewClient(options)})
}

func (s store) Open(ctx context.Context) error { return s.client.Ping(ctx).Err() }

func (s store) Put(ctx context.Context, id int64) error {
	return s.client.SAdd(ctx, "ledger", id).Err()
}

func (s store) All(ctx context.Context) ([]int64, error) {
	members, err := s.client.SMembers(ctx, "ledger").Result()
	if err != nil {
		return nil, err
	}
	all := make([]int64, len(members))
	for i, member := range members {
		if all[i], err = strconv.ParseInt(member, 10, 64); err != nil {
			return nil, err
		}
	}
	return all, nil
}
