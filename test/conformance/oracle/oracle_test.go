package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const (
	validDeployment = `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"checkout","namespace":"shop"},"spec":{
		"selector":{"matchLabels":{"app":"checkout"}},
		"template":{"metadata":{"labels":{"app":"checkout"}},"spec":{"containers":[{"name":"app","image":"shop/checkout:1"}]}}}}`
	hardenedPod = `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"checkout"},"spec":{
		"securityContext":{"runAsNonRoot":true,"runAsUser":65532,"seccompProfile":{"type":"RuntimeDefault"}},
		"containers":[{"name":"app","image":"shop/checkout:1","securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}}]}}`
	plainJob = `{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"migrate"},"spec":{
		"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"app","image":"shop/migrate:1"}]}}}}`
	plainClaim   = `{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"data"},"spec":{"storageClassName":"fast","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}`
	plainService = `{"apiVersion":"v1","kind":"Service","metadata":{"name":"checkout"},"spec":{"selector":{"app":"checkout"},"ports":[{"port":80}]}}`
)

func TestAnswers(t *testing.T) {
	for _, test := range []struct {
		name     string
		question Question
		verdict  string
		field    string // of an error that must be there
		strict   string // part of a strict error that must be there
		warning  string // part of a warning that must be there
	}{
		{
			name:     "valid Deployment",
			question: Question{Op: "create", Object: raw(validDeployment)},
			verdict:  Accept,
		},
		{
			name:     "a claim that is not bound cannot grow",
			question: Question{Op: "update", SSA: true, Old: raw(plainClaim), Object: edited(plainClaim, `"1Gi"`, `"2Gi"`)},
			verdict:  Reject,
			field:    "spec",
		},
		{
			name:     "a claim that is bound by now grows",
			question: Question{Op: "update", SSA: true, Old: raw(plainClaim), Object: edited(plainClaim, `"1Gi"`, `"2Gi"`), Status: raw(`{"phase":"Bound","capacity":{"storage":"1Gi"}}`)},
			verdict:  Accept,
		},
		{
			name:     "a kind without a status has none to be given",
			question: Question{Op: "update", Old: raw(`{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}`), Object: raw(`{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}`), Status: raw(`{"phase":"Bound"}`)},
			verdict:  Unanswered,
		},
		{
			name:     "unknown field",
			question: Question{Op: "create", Object: edited(validDeployment, `"selector"`, `"replica":2,"selector"`)},
			verdict:  Reject,
			strict:   `unknown field "spec.replica"`,
		},
		{
			name:     "duplicate field",
			question: Question{Op: "create", Object: edited(validDeployment, `"selector"`, `"replicas":2,"replicas":3,"selector"`)},
			verdict:  Reject,
			strict:   `duplicate field "spec.replicas"`,
		},
		{
			name:     "wrong JSON type",
			question: Question{Op: "create", Object: edited(validDeployment, `"selector"`, `"replicas":"2","selector"`)},
			verdict:  Reject,
		},
		{
			name:     "bad name",
			question: Question{Op: "create", Object: edited(validDeployment, `"name":"checkout","namespace"`, `"name":"Check_out","namespace"`)},
			verdict:  Reject,
			field:    "metadata.name",
		},
		{
			name:     "selector mismatch",
			question: Question{Op: "create", Object: edited(validDeployment, `"labels":{"app":"checkout"}`, `"labels":{"app":"other"}`)},
			verdict:  Reject,
			field:    "spec.template.metadata.labels",
		},
		{
			name: "neither surge nor unavailable",
			question: Question{Op: "create", Object: edited(validDeployment, `"selector"`,
				`"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":0}},"selector"`)},
			verdict: Reject,
			field:   "spec.strategy.rollingUpdate.maxUnavailable",
		},
		{
			name:     "a warning",
			question: Question{Op: "create", Object: edited(validDeployment, `"image":"shop/checkout:1"`, `"image":"shop/checkout:1","resources":{"limits":{"memory":"100m"}}`)},
			verdict:  Accept,
			warning:  "fractional byte value",
		},
		{
			name:     "unchanged update",
			question: Question{Op: "update", Object: raw(validDeployment), Old: raw(validDeployment)},
			verdict:  Accept,
		},
		{
			name: "immutable selector",
			question: Question{Op: "update", Old: raw(validDeployment),
				Object: edited(validDeployment, `{"app":"checkout"}`, `{"app":"other"}`)},
			verdict: Reject,
			field:   "spec.selector",
		},
		{
			name:     "duplicate env by POST",
			question: Question{Op: "create", Object: edited(validDeployment, `"image"`, `"env":[{"name":"A","value":"1"},{"name":"A","value":"2"}],"image"`)},
			verdict:  Accept,
			warning:  "hides previous definition",
		},
		{
			name: "duplicate env by server-side apply",
			question: Question{Op: "create", SSA: true,
				Object: edited(validDeployment, `"image"`, `"env":[{"name":"A","value":"1"},{"name":"A","value":"2"}],"image"`)},
			verdict: Reject,
			field:   `spec.template.spec.containers[name="app"].env`,
		},
		{
			name: "same port number, other protocol by server-side apply",
			question: Question{Op: "create", SSA: true,
				Object: edited(validDeployment, `"image"`, `"ports":[{"containerPort":53},{"containerPort":53,"protocol":"UDP"}],"image"`)},
			verdict: Accept,
		},
		{
			name:     "a Job, applied again",
			question: Question{Op: "update", SSA: true, Object: raw(plainJob), Old: raw(plainJob)},
			verdict:  Accept,
		},
		{
			name:     "another Job template",
			question: Question{Op: "update", SSA: true, Object: edited(plainJob, "migrate:1", "migrate:2"), Old: raw(plainJob)},
			verdict:  Reject,
			field:    "spec.template",
		},
		{
			name:     "another Service port",
			question: Question{Op: "update", SSA: true, Object: edited(plainService, `80`, `81`), Old: raw(plainService)},
			verdict:  Accept,
		},
		{
			name:     "from a cluster IP to headless",
			question: Question{Op: "update", Object: edited(plainService, `"selector"`, `"clusterIP":"None","selector"`), Old: raw(plainService)},
			verdict:  Reject,
			field:    "spec.clusterIPs[0]",
		},
		{
			name:     "a node port out of range",
			question: Question{Op: "create", Object: edited(plainService, `"ports":[{`, `"type":"NodePort","ports":[{"nodePort":80,`)},
			verdict:  Reject,
			field:    "spec.ports[0].nodePort",
		},
		{
			name:     "a restricted pod",
			question: Question{Op: "pss", Level: "restricted", Version: "1.33", Object: raw(hardenedPod)},
			verdict:  Accept,
		},
		{
			name:     "a Deployment that is not restricted",
			question: Question{Op: "pss", Level: "restricted", Object: raw(validDeployment)},
			verdict:  Reject,
		},
		{
			name:     "the same Deployment is baseline",
			question: Question{Op: "pss", Level: "baseline", Object: raw(validDeployment)},
			verdict:  Accept,
		},
		{
			name: "CEL in a CustomResourceDefinition",
			question: Question{Op: "create", Object: raw(`{"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
				"metadata":{"name":"shops.example.com"},"spec":{"group":"example.com","names":{"kind":"Shop","plural":"shops"},"scope":"Namespaced",
				"versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object",
				"x-kubernetes-validations":[{"rule":"self.size > 1"}]}}}]}}`)},
			verdict: Reject,
		},
		{
			name:     "a kind of somebody else",
			question: Question{Op: "create", Object: raw(`{"apiVersion":"example.com/v1","kind":"Shop","metadata":{"name":"a"}}`)},
			verdict:  Unanswered,
		},
		{
			name:     "an unknown op",
			question: Question{Op: "delete", Object: raw(validDeployment)},
			verdict:  Unanswered,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			answer := test.question.answer()
			if answer.Verdict != test.verdict {
				t.Errorf("got %+v, want %s", answer, test.verdict)
			}
			if test.field != "" && !slices.ContainsFunc(answer.Errors, func(p Problem) bool { return p.Field == test.field }) {
				t.Errorf("got %+v, want an error of %s", answer.Errors, test.field)
			}
			for want, got := range map[string][]string{test.strict: answer.Strict, test.warning: answer.Warnings} {
				if want != "" && !slices.ContainsFunc(got, func(text string) bool { return strings.Contains(text, want) }) {
					t.Errorf("got %q, want %q", got, want)
				}
			}
		})
	}
}

// What is written in another way is no change.
func TestUnchanged(t *testing.T) {
	for change, unchanged := range map[[2]string]bool{
		{`"replicas":1,`, `"replicas":2,`}:                                 false,
		{`"replicas":1,`, ``}:                                              true,
		{`"replicas":1,`, `"replicas":1,"revisionHistoryLimit":10,`}:       true,
		{`"replicas":1,`, `"replicas":1,"revisionHistoryLimit":11,`}:       false,
		{`"replicas":1,`, `"replicas":1,"strategy":{"type":"Recreate"},`}:  false,
		{`"name":"checkout",`, `"name":"checkout","labels":{"a":"b"},`}:    true,
		{`"replicas":1,`, `"replicas":1,"strategy":{"rollingUpdate":{}},`}: true,
	} {
		old := edited(validDeployment, `"spec":{`, `"spec":{"replicas":1,`)
		answer := Question{Op: "update", Old: old, Object: edited(string(old), change[0], change[1])}.answer()
		if answer.Verdict != Accept || answer.Unchanged != unchanged {
			t.Errorf("%v: got %+v, want unchanged: %v", change, answer, unchanged)
		}
	}
}

// Every kind, in as few words as it can be said: created, and applied again.
func TestEveryKind(t *testing.T) {
	file, err := os.Open("testdata/minimal.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	missing := maps.Clone(resources)
	for lines := bufio.NewScanner(file); lines.Scan(); {
		object := bytes.Clone(lines.Bytes())
		var head metav1.TypeMeta
		if err := json.Unmarshal(object, &head); err != nil {
			t.Fatal(err)
		}
		kind := head.GroupVersionKind()
		delete(missing, kind.GroupKind())
		t.Run(kind.Kind, func(t *testing.T) {
			for _, question := range []Question{
				{Op: "create", Object: object},
				{Op: "create", Object: object, SSA: appliable(kind)},
				{Op: "update", Object: object, Old: object, SSA: appliable(kind)},
				{Op: "pss", Object: object, Level: "baseline"},
			} {
				answer := question.answer()
				if answer.Verdict != Accept {
					t.Errorf("%s: got %+v, want %s", question.Op, answer, Accept)
				}
				if answer.Unchanged != (question.Op == "update") {
					t.Errorf("%s: got %+v; an update with what is there changes nothing", question.Op, answer)
				}
			}
		})
	}
	for kind := range missing {
		t.Errorf("testdata/minimal.jsonl has no %v", kind)
	}
}

// What one question allocates must be free again for the next.
func TestQuestionsDoNotAffectEachOther(t *testing.T) {
	question := Question{Op: "create", Object: edited(plainService, `"ports":[{`, `"type":"NodePort","ports":[{"nodePort":30080,`)}
	for range 2 {
		if answer := question.answer(); answer.Verdict != Accept {
			t.Fatalf("got %+v, want %s", answer, Accept)
		}
	}
}

func TestOneAnswerPerLineInOrder(t *testing.T) {
	var questions, answers bytes.Buffer
	for _, question := range []Question{
		{ID: "first", Op: "create", Object: raw(validDeployment)},
		{ID: "second", Op: "create", Object: edited(validDeployment, "checkout:1", "")},
	} {
		if err := json.NewEncoder(&questions).Encode(question); err != nil {
			t.Fatal(err)
		}
	}
	questions.WriteString("not JSON\n")
	if err := serve(&questions, &answers); err != nil {
		t.Fatal(err)
	}
	var ids []string
	decoder := json.NewDecoder(&answers)
	for decoder.More() {
		var answer Answer
		if err := decoder.Decode(&answer); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, answer.ID+" "+answer.Verdict)
	}
	if want := []string{"first accept", "second accept", " error"}; !slices.Equal(ids, want) {
		t.Errorf("got %q, want %q", ids, want)
	}
}

// raw is one line, as every object is on the wire.
func raw(text string) json.RawMessage {
	return json.RawMessage(strings.NewReplacer("\n", "", "\t", "").Replace(text))
}

// edited replaces the first occurrence, which must exist.
func edited(text, old, replacement string) json.RawMessage {
	if !strings.Contains(text, old) {
		panic("not found: " + old)
	}
	return raw(strings.Replace(text, old, replacement, 1))
}
