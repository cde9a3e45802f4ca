package calls

import "sync"

// reserve is how many retries can be saved up, and how many there are at the
// start: a caller with little to do may retry, too.
const reserve = 5

// perRetry is what a retry costs; a call brings in as much as its share of it.
const perRetry = 100

// budget keeps retries below a share of the calls, whatever fails. Without it
// an outage multiplies the load on what is down.
type budget struct {
	percent float64

	mu    sync.Mutex
	saved float64
}

func newBudget(percent float64) *budget {
	b := &budget{percent: percent}
	if percent > 0 {
		b.saved = reserve * perRetry
	}
	return b
}

// call is told of each call, but not of its retries.
func (b *budget) call() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.saved = min(b.saved+b.percent, reserve*perRetry)
}

// retry reports whether there may be one more, and counts it.
func (b *budget) retry() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.saved < perRetry {
		return false
	}
	b.saved -= perRetry
	return true
}
