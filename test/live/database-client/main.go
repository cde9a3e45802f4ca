// Database-client writes numbers into a database for as long as it runs, and
// remembers which of them were acknowledged. It connects by nothing but what
// `uses()` gives a service: variables behind the database's name, and the file
// with the password.
//
//	GET /status   how many were acknowledged and refused, and the longest time without an acknowledgement
//	GET /missing  the acknowledged numbers that the database does not have; ?replica asks a read replica
//	GET /pause    stops writing; /resume goes on
package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// Store is one kind of database.
type Store interface {
	// Put returns when the number is acknowledged.
	Put(ctx context.Context, id string) error
	// All gives every number that is there.
	All(ctx context.Context, replica bool) ([]string, error)
}

var stores = map[string]func(ctx context.Context, variable func(string) string) (Store, error){}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	w := &writer{acknowledged: map[string]bool{}}
	for _, address := range []string{os.Getenv("HTTP_ADDR"), os.Getenv("ADMIN_ADDR")} {
		go func() {
			slog.Error("serve", "error", http.ListenAndServe(address, w.routes()))
			os.Exit(1)
		}()
	}
	w.run(ctx)
}

type writer struct {
	mu           sync.Mutex
	store        Store
	acknowledged map[string]bool
	refused      int
	problem      string
	last         time.Time
	longest      time.Duration
	paused       atomic.Bool
}

func (w *writer) run(ctx context.Context) {
	prefix := os.Getenv("DATABASE")
	variable := func(suffix string) string { return os.Getenv(prefix + "_" + suffix) }
	open := stores[os.Getenv("ENGINE")]
	for n := 0; ctx.Err() == nil; n++ {
		if w.paused.Load() {
			time.Sleep(10 * time.Millisecond)
			continue
		}
		if w.store == nil {
			store, err := open(ctx, variable)
			if err != nil {
				w.note("", err)
				time.Sleep(200 * time.Millisecond)
				continue
			}
			w.mu.Lock()
			w.store = store
			w.mu.Unlock()
		}
		id := time.Now().UTC().Format("150405.000000000")
		attempt, cancel := context.WithTimeout(ctx, 2*time.Second)
		err := w.store.Put(attempt, id)
		cancel()
		w.note(id, err)
		if err != nil {
			time.Sleep(20 * time.Millisecond)
		} else {
			time.Sleep(4 * time.Millisecond)
		}
	}
}

func (w *writer) note(id string, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil {
		w.refused++
		w.problem = err.Error()
		return
	}
	now := time.Now()
	if !w.last.IsZero() && now.Sub(w.last) > w.longest {
		w.longest = now.Sub(w.last)
	}
	w.last = now
	w.acknowledged[id] = true
}

func (w *writer) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("GET /status", func(r http.ResponseWriter, _ *http.Request) {
		w.mu.Lock()
		defer w.mu.Unlock()
		answer(r, map[string]any{"acknowledged": len(w.acknowledged), "refused": w.refused, "problem": w.problem, "longestSeconds": w.longest.Seconds()})
	})
	mux.HandleFunc("GET /missing", func(r http.ResponseWriter, q *http.Request) {
		w.mu.Lock()
		store, wanted := w.store, make([]string, 0, len(w.acknowledged))
		for id := range w.acknowledged {
			wanted = append(wanted, id)
		}
		w.mu.Unlock()
		if store == nil {
			http.Error(r, "not connected", http.StatusServiceUnavailable)
			return
		}
		all, err := store.All(q.Context(), q.URL.Query().Has("replica"))
		if err != nil {
			http.Error(r, err.Error(), http.StatusServiceUnavailable)
			return
		}
		there := make(map[string]bool, len(all))
		for _, id := range all {
			there[id] = true
		}
		missing := slices.DeleteFunc(wanted, func(id string) bool { return there[id] })
		slices.Sort(missing)
		answer(r, map[string]any{"stored": len(there), "missing": missing})
	})
	mux.HandleFunc("GET /pause", func(http.ResponseWriter, *http.Request) { w.paused.Store(true); time.Sleep(50 * time.Millisecond) })
	mux.HandleFunc("GET /resume", func(http.ResponseWriter, *http.Request) {
		w.mu.Lock()
		w.last = time.Time{}
		w.mu.Unlock()
		w.paused.Store(false)
	})
	return mux
}

func answer(r http.ResponseWriter, value any) {
	r.Header().Set("Content-Type", "application/json")
	json.NewEncoder(r).Encode(value)
}

// password reads the file anew each time: it follows a rotation.
func password(variable func(string) string) (string, error) {
	text, err := os.ReadFile(variable("CREDS_FILE"))
	return strings.TrimRight(string(text), "\r\n"), err
}
