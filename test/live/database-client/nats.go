package main

import (
	"context"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

type natsStore struct {
	js     jetstream.JetStream
	stream jetstream.Stream
}

func init() {
	stores["nats"] = func(ctx context.Context, variable func(string) string) (Store, error) {
		conn, err := nats.Connect(variable("URL"),
			nats.UserInfoHandler(func() (string, string) {
				secret, _ := password(variable)
				return variable("USER"), secret
			}),
			nats.MaxReconnects(-1), nats.ReconnectWait(100*time.Millisecond), nats.PingInterval(2*time.Second))
		if err != nil {
			return nil, err
		}
		js, err := jetstream.New(conn)
		if err != nil {
			return nil, err
		}
		replicas, err := strconv.Atoi(variable("REPLICAS"))
		if err != nil {
			return nil, err
		}
		attempt, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		stream, err := js.CreateOrUpdateStream(attempt, jetstream.StreamConfig{Name: "numbers", Subjects: []string{"numbers"}, Replicas: replicas})
		if err != nil {
			conn.Close()
			return nil, err
		}
		return &natsStore{js, stream}, nil
	}
}

func (s *natsStore) Put(ctx context.Context, id string) error {
	_, err := s.js.Publish(ctx, "numbers", []byte(id))
	return err
}

func (s *natsStore) All(ctx context.Context, _ bool) ([]string, error) {
	info, err := s.stream.Info(ctx)
	if err != nil {
		return nil, err
	}
	consumer, err := s.stream.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{})
	if err != nil {
		return nil, err
	}
	var all []string
	for uint64(len(all)) < info.State.Msgs {
		batch, err := consumer.Fetch(1000, jetstream.FetchMaxWait(2*time.Second))
		if err != nil {
			return nil, err
		}
		before := len(all)
		for message := range batch.Messages() {
			all = append(all, string(message.Data()))
		}
		if batch.Error() != nil || len(all) == before {
			return all, batch.Error()
		}
	}
	return all, nil
}
