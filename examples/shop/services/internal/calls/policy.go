package calls

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Policy is what the caller's own program has to do about failing calls. A
// part that is missing is off: nobody asked for it, or a service mesh does it.
type Policy struct {
	Retry   *Retry   `json:"retry"`
	Breaker *Breaker `json:"circuitBreaker"`
	Pool    *Pool    `json:"connectionPool"`
}

// Retry says when a call is tried again, and how often that may happen.
type Retry struct {
	MaxRetries    int         `json:"maxRetries"`
	PerTryTimeout Duration    `json:"perTryTimeout"` // zero: only the call's own deadline
	BudgetPercent float64     `json:"budgetPercent"` // retries per hundred calls, over time
	On            []Condition `json:"on"`
}

// Breaker says when calls stop for a while.
type Breaker struct {
	ConsecutiveFailures uint32   `json:"consecutiveFailures"`
	OpenFor             Duration `json:"openFor"`
}

// Pool limits how much is asked at once; zero is no limit.
type Pool struct {
	MaxConnections     int `json:"maxConnections"`
	MaxPendingRequests int `json:"maxPendingRequests"`
	MaxRequests        int `json:"maxRequests"`
}

// Condition is what has to go wrong for another try.
type Condition string

// The conditions that a policy may name.
const (
	ConnectFailure Condition = "connect-failure" // no connection came about: nobody has seen the request
	Refused        Condition = "refused"         // an HTTP/2 stream that the callee never looked at: net/http repeats it by itself
	Unavailable    Condition = "unavailable"     // 503
	Reset          Condition = "reset"           // no answer: the connection broke, or the try took too long
	GatewayError   Condition = "gateway-error"   // 502, 503, 504, or no answer
	ServerError    Condition = "server-error"    // any 5xx, or no answer
	Overloaded     Condition = "overloaded"      // 429
)

var conditions = []Condition{ConnectFailure, Refused, Unavailable, Reset, GatewayError, ServerError, Overloaded}

// Duration is written as Go writes durations: "3s".
type Duration time.Duration

// UnmarshalText implements [encoding.TextUnmarshaler].
func (d *Duration) UnmarshalText(text []byte) error {
	parsed, err := time.ParseDuration(string(text))
	if err != nil || parsed < 0 {
		return fmt.Errorf("%q is not a duration of zero or more, such as 3s", text)
	}
	*d = Duration(parsed)
	return nil
}

// ParsePolicy reads a policy from JSON. It skips what it does not know, so
// that a newer platform does not stop an older program, but not what it would
// misunderstand.
func ParsePolicy(text string) (Policy, error) {
	var p Policy
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return Policy{}, err
	}
	return p, p.check()
}

func (p Policy) check() error {
	if r := p.Retry; r != nil {
		if r.MaxRetries < 0 {
			return fmt.Errorf("retry.maxRetries is %d, less than none", r.MaxRetries)
		}
		if r.BudgetPercent < 0 || r.BudgetPercent > 100 {
			return fmt.Errorf("retry.budgetPercent is %v, not from 0 to 100", r.BudgetPercent)
		}
		for _, on := range r.On {
			if !slices.Contains(conditions, on) {
				return fmt.Errorf("retry.on has %q, not one of %v", on, conditions)
			}
		}
	}
	if b := p.Breaker; b != nil && (b.ConsecutiveFailures == 0 || b.OpenFor == 0) {
		return fmt.Errorf("circuitBreaker needs consecutiveFailures and openFor above zero, it has %d and %v", b.ConsecutiveFailures, time.Duration(b.OpenFor))
	}
	if c := p.Pool; c != nil && min(c.MaxConnections, c.MaxPendingRequests, c.MaxRequests) < 0 {
		return fmt.Errorf("connectionPool has a limit below zero: %+v", *c)
	}
	return nil
}
