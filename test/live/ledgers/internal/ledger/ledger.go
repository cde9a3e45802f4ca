// Package ledger writes numbered entries into a database as fast as it acknowledges
// them, and remembers which it did: what is acknowledged must be there afterwards.
package ledger

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Store is a database, spoken to by the driver that Go programs use for it.
type Store interface {
	Open(ctx context.Context) error // makes what it needs; may run any number of times
	Put(ctx context.Context, id int64) error
	All(ctx context.Context) ([]int64, error)
}

const writers = 8

type ledger struct {
	store        Store
	next         atomic.Int64
	writing      atomic.Bool
	open         atomic.Bool
	mu           sync.Mutex
	acknowledged []int64
	lastError    string
}

// Serve answers on HTTP_ADDR, and what the kubelet asks on ADMIN_ADDR.
func Serve(store Store) {
	l := &ledger{store: store}
	l.next.Store(time.Now().UnixNano())
	go l.connect()
	for range writers {
		go l.write()
	}
	admin := http.NewServeMux()
	admin.HandleFunc("GET /livez", func(http.ResponseWriter, *http.Request) {})
	admin.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if !l.open.Load() {
			http.Error(w, "not connected", http.StatusServiceUnavailable)
		}
	})
	go func() { fail(http.ListenAndServe(os.Getenv("ADMIN_ADDR"), admin)) }()

	mux := http.NewServeMux()
	mux.HandleFunc("POST /start", func(http.ResponseWriter, *http.Request) { l.writing.Store(true) })
	mux.HandleFunc("POST /stop", func(http.ResponseWriter, *http.Request) { l.writing.Store(false) })
	mux.HandleFunc("GET /count", func(w http.ResponseWriter, _ *http.Request) {
		l.mu.Lock()
		defer l.mu.Unlock()
		json.NewEncoder(w).Encode(map[string]any{"acknowledged": len(l.acknowledged), "error": l.lastError})
	})
	mux.HandleFunc("GET /missing", l.missing)
	fail(http.ListenAndServe(os.Getenv("HTTP_ADDR"), mux))
}

func (l *ledger) connect() {
	for {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		err := l.store.Open(ctx)
		cancel()
		if err == nil {
			l.open.Store(true)
			return
		}
		fmt.Fprintln(os.Stderr, "not connected:", err)
		time.Sleep(500 * time.Millisecond)
	}
}

func (l *ledger) write() {
	for {
		if !l.writing.Load() || !l.open.Load() {
			time.Sleep(10 * time.Millisecond)
			continue
		}
		id := l.next.Add(1)
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		err := l.store.Put(ctx, id)
		cancel()
		l.mu.Lock()
		if err == nil {
			l.acknowledged = append(l.acknowledged, id)
		} else {
			l.lastError = err.Error()
		}
		l.mu.Unlock()
		if err != nil {
			time.Sleep(20 * time.Millisecond)
		}
	}
}

// missing answers with the acknowledged entries that the database does not have.
func (l *ledger) missing(w http.ResponseWriter, r *http.Request) {
	// Before the database is asked: what is acknowledged while it answers need not be in its answer.
	l.mu.Lock()
	acknowledged := slices.Clone(l.acknowledged)
	l.mu.Unlock()
	all, err := l.store.All(r.Context())
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	slices.Sort(all)
	lost := []int64{}
	for _, id := range acknowledged {
		if _, found := slices.BinarySearch(all, id); !found {
			lost = append(lost, id)
		}
	}
	json.NewEncoder(w).Encode(map[string]any{"stored": len(all), "acknowledged": len(acknowledged), "missing": len(lost)})
}

// Password reads the file that ORDERS_DB_CREDS_FILE names, at every call, so that a changed one is used.
func Password() (string, error) {
	text, err := os.ReadFile(os.Getenv("ORDERS_DB_CREDS_FILE"))
	return string(bytes.TrimRight(text, "\r\n")), err
}

// Must returns the value or ends the program.
func Must[T any](value T, err error) T {
	if err != nil {
		fail(err)
	}
	return value
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
