package main

import (
	"context"
	"strings"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
)

type etcd struct{ client *clientv3.Client }

func init() {
	stores["etcd"] = func(ctx context.Context, variable func(string) string) (Store, error) {
		client, err := clientv3.New(clientv3.Config{
			Endpoints:            strings.Split(variable("ENDPOINTS"), ","),
			DialTimeout:          2 * time.Second,
			DialKeepAliveTime:    2 * time.Second,
			DialKeepAliveTimeout: time.Second,
		})
		if err != nil {
			return nil, err
		}
		return &etcd{client}, nil
	}
}

func (s *etcd) Put(ctx context.Context, id string) error {
	_, err := s.client.Put(ctx, "numbers/"+id, "")
	return err
}

func (s *etcd) All(ctx context.Context, _ bool) ([]string, error) {
	found, err := s.client.Get(ctx, "numbers/", clientv3.WithPrefix(), clientv3.WithKeysOnly())
	if err != nil {
		return nil, err
	}
	all := make([]string, len(found.Kvs))
	for i, pair := range found.Kvs {
		all[i] = strings.TrimPrefix(string(pair.Key), "numbers/")
	}
	return all, nil
}
