// The judge of third-party kinds: what would an API server that has their
// definitions say about an object? README.md says how it is asked.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"

	utiljson "k8s.io/apimachinery/pkg/util/json"
)

// Question is one line of the input.
type Question struct {
	ID string `json:"id"`
	// Op is create, update or define: the object is a CustomResourceDefinition, which counts from here on.
	Op     string         `json:"op"`
	Object map[string]any `json:"object"`
	Old    map[string]any `json:"old"`
}

// Problem is one reason to refuse an object, as the API server words it.
type Problem struct {
	Field   string `json:"field"`
	Type    string `json:"type"`
	Message string `json:"message"`
}

// Answer is one line of the output, in the form of the oracle's.
type Answer struct {
	ID       string    `json:"id"`
	Verdict  string    `json:"verdict"` // accept, reject, or error: not judged
	Errors   []Problem `json:"errors"`
	Warnings []string  `json:"warnings"`
	Strict   []string  `json:"strict"` // unknown fields
}

func main() {
	folder := flag.String("definitions", "", "the folder of definitions, as build.sh fills it")
	flag.Parse()
	if err := run(*folder); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(folder string) error {
	definitions, err := readDefinitions(folder)
	if err != nil {
		return err
	}
	scalers, err := readScalers(folder)
	if err != nil {
		return err
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 64<<20)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for in.Scan() {
		var question Question
		answer := Answer{Verdict: "error"}
		if err := utiljson.Unmarshal(in.Bytes(), &question); err != nil {
			answer.Errors = []Problem{{Type: "Question", Message: err.Error()}}
		} else {
			answer = answerTo(question, definitions, scalers)
		}
		answer.ID = question.ID
		if answer.Errors == nil {
			answer.Errors = []Problem{}
		}
		if answer.Warnings == nil {
			answer.Warnings = []string{}
		}
		if answer.Strict == nil {
			answer.Strict = []string{}
		}
		if err := out.Encode(answer); err != nil {
			return err
		}
	}
	return in.Err()
}

func answerTo(question Question, definitions *Definitions, scalers Scalers) Answer {
	switch question.Op {
	case "define":
		if err := definitions.add(question.Object); err != nil {
			return notJudged(err)
		}
		return Answer{Verdict: "accept"}
	case "create", "update":
		answer := definitions.judge(question)
		if answer.Verdict != "error" {
			if problems := append(scalers.judge(question.Object), judgePatches(question.Object)...); len(problems) > 0 {
				answer.Verdict = "reject"
				answer.Errors = append(answer.Errors, problems...)
			}
		}
		return answer
	default:
		return notJudged(fmt.Errorf("op is %q, not create, update or define", question.Op))
	}
}

func notJudged(err error) Answer {
	return Answer{Verdict: "error", Errors: []Problem{{Type: "NotJudged", Message: err.Error()}}}
}
