package main

import (
	"context"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

type valkey struct{ client *redis.Client }

func init() {
	stores["valkey"] = func(_ context.Context, variable func(string) string) (Store, error) {
		secret, err := password(variable)
		if err != nil {
			return nil, err
		}
		client := redis.NewFailoverClient(&redis.FailoverOptions{
			MasterName:       variable("MASTER"),
			SentinelAddrs:    strings.Split(variable("SENTINELS"), ","),
			SentinelUsername: variable("USER"),
			SentinelPassword: secret,
			Username:         variable("USER"),
			Password:         secret,
			MaxRetries:       -1,
			DialTimeout:      time.Second,
		})
		return &valkey{client}, nil
	}
}

func (s *valkey) Put(ctx context.Context, id string) error {
	return s.client.SAdd(ctx, "numbers", id).Err()
}

func (s *valkey) All(ctx context.Context, _ bool) ([]string, error) {
	return s.client.SMembers(ctx, "numbers").Result()
}
