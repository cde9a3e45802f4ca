package main

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Question is one line of input.
type Question struct {
	ID string `json:"id"`

	// Op is create, update or pss.
	Op string `json:"op"`

	Object json.RawMessage `json:"object"`

	// Old is, for an update, the object that the cluster already has. It is
	// taken as stored if it has a uid or a status, and is put through creation
	// if it is a plain manifest.
	Old json.RawMessage `json:"old,omitempty"`

	// Status is what the controllers have made of old since its creation. Old
	// is a plain manifest then.
	Status json.RawMessage `json:"status,omitempty"`

	// SSA lets the object arrive by server-side apply instead of POST or PUT:
	// duplicate keys of list maps are refused, and an update is merged into what
	// was applied before.
	SSA bool `json:"ssa,omitempty"`

	// Level and Version choose the Pod Security Standard: baseline or
	// restricted, and a minor version such as 1.33 (the newest known by default).
	Level   string `json:"level,omitempty"`
	Version string `json:"version,omitempty"`
}

// The verdicts. Unanswered is no judgement of the object: the question was
// malformed, or about a kind the oracle does not know.
const (
	Accept     = "accept"
	Reject     = "reject"
	Unanswered = "error"
)

// Answer is one line of output.
type Answer struct {
	ID       string    `json:"id"`
	Verdict  string    `json:"verdict"`
	Errors   []Problem `json:"errors"`
	Warnings []string  `json:"warnings"`

	// Strict holds what fieldValidation=Strict refuses: unknown and duplicate fields.
	Strict []string `json:"strict"`

	// Unchanged, of an update: it is accepted, and changes nothing but metadata.
	Unchanged bool `json:"unchanged,omitempty"`
}

// Problem is one reason to refuse an object, as the API server words it.
type Problem struct {
	Field   string `json:"field"`
	Type    string `json:"type"`
	Message string `json:"message"`
}

func (q Question) answer() (answer Answer) {
	defer func() {
		if crash := recover(); crash != nil {
			answer = unanswered("Panic", "%v", crash)
		}
		answer = answer.complete(q.ID)
	}()
	switch q.Op {
	case "create":
		return judgeCreate(q)
	case "update":
		return judgeUpdate(q)
	case "pss":
		return judgePodSecurity(q)
	}
	return unanswered("BadQuestion", "op must be create, update or pss, not %q", q.Op)
}

func unanswered(kind, format string, args ...any) Answer {
	return Answer{Verdict: Unanswered, Errors: []Problem{{Type: kind, Message: fmt.Sprintf(format, args...)}}}
}

// judged is the answer to an object that could be read.
func judged(problems []Problem, strict, warnings []string) Answer {
	answer := Answer{Verdict: Accept, Strict: strict, Warnings: warnings}
	for _, problem := range problems {
		if !slices.Contains(answer.Errors, problem) { // some rules run twice on an update
			answer.Errors = append(answer.Errors, problem)
		}
	}
	if len(answer.Errors)+len(strict) > 0 {
		answer.Verdict = Reject
	}
	return answer
}

// complete names the question, and makes empty lists of missing ones.
func (a Answer) complete(id string) Answer {
	a.ID = id
	a.Errors = orEmpty(a.Errors)
	a.Warnings = orEmpty(a.Warnings)
	a.Strict = orEmpty(a.Strict)
	return a
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
