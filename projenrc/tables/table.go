package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
)

// A table merges the snapshots of all minors. What changed from one minor to the
// next stands there twice, each with the minors it holds for: `@30`, `@-29`, `@29-33`.
type table struct {
	first, last int
	kinds       map[string]map[string]map[int]kind
	types       map[string]*history
	enums       map[string]*history
}

// A history is an ordered list of names, and what each of them meant in which minor.
type history struct {
	order    []string
	at       map[string]map[int]string
	required map[string]bool // in any minor: the marks came late, the checks did not
}

func newTable(first, last int) *table {
	return &table{first, last, map[string]map[string]map[int]kind{}, map[string]*history{}, map[string]*history{}}
}

func (t *table) add(s *snapshot) {
	for id, fields := range s.types {
		historyOf(t.types, id) // also of an object without fields
		for _, f := range fields {
			name, required := strings.CutSuffix(f.name, "!")
			record(t.types, id, name, s.minor, f.typ)
			t.types[id].required[name] = t.types[id].required[name] || required
		}
	}
	for id, values := range s.enums {
		for _, value := range values {
			record(t.enums, id, value, s.minor, "")
		}
	}
	for apiVersion, kinds := range s.kinds {
		for name, k := range kinds {
			t.addKind(apiVersion, name, s.minor, k)
		}
	}
}

func (t *table) addKind(apiVersion, name string, minor int, k kind) {
	if t.kinds[apiVersion] == nil {
		t.kinds[apiVersion] = map[string]map[int]kind{}
	}
	if t.kinds[apiVersion][name] == nil {
		t.kinds[apiVersion][name] = map[int]kind{}
	}
	t.kinds[apiVersion][name][minor] = k
}

// addHistory adds what left the source before the oldest minor, or lies in a module of its own.
func (t *table) addHistory() {
	gone := func(apiVersion, name string, removed int, replacedBy string) {
		for minor := t.first; minor <= t.last; minor++ {
			t.addKind(apiVersion, name, minor, kind{removed: removed, replacedBy: replacedBy})
		}
	}
	gone("batch/v2alpha1", "CronJob", 21, "batch/v1")
	gone("policy/v1beta1", "PodSecurityPolicy", 25, "")
	gone("extensions/v1beta1", "PodSecurityPolicy", 16, "")
	gone("settings.k8s.io/v1alpha1", "PodPreset", 20, "")
	gone("apiregistration.k8s.io/v1beta1", "APIService", 22, "apiregistration.k8s.io/v1")
	for minor := t.first; minor <= t.last; minor++ {
		t.addKind("apiregistration.k8s.io/v1", "APIService", minor, kind{clusterWide: true})
		t.addKind("v1", "List", minor, kind{})
	}
}

func record(all map[string]*history, id, name string, minor int, meaning string) {
	h := historyOf(all, id)
	if h.at[name] == nil {
		h.at[name] = map[int]string{}
		h.order = append(h.order, name)
	}
	h.at[name][minor] = meaning
}

func historyOf(all map[string]*history, id string) *history {
	if all[id] == nil {
		all[id] = &history{nil, map[string]map[int]string{}, map[string]bool{}}
	}
	return all[id]
}

func (t *table) line(h *history) string {
	var words []string
	for _, name := range h.order {
		for from := t.first; from <= t.last; from++ {
			meaning, ok := h.at[name][from]
			if !ok {
				continue
			}
			to := from
			for next, same := h.at[name][to+1]; same && next == meaning; next, same = h.at[name][to+1] {
				to++
			}
			word := name
			if h.required[name] {
				word += "!"
			}
			if meaning != "" {
				word += ":" + meaning
			}
			words = append(words, word+t.marks(from, to))
			from = to
		}
	}
	return strings.Join(words, " ")
}

func (t *table) marks(from, to int) string {
	mark := ""
	if from > t.first {
		mark = fmt.Sprint(from)
	}
	if to < t.last {
		mark += fmt.Sprint("-", to)
	}
	if mark == "" {
		return ""
	}
	return "@" + mark
}

// kindLine writes `Deployment`, `^Namespace` (cluster-wide), `~Node` (fields unknown),
// `HorizontalPodAutoscaler=autoscaling/v1.HorizontalPodAutoscaler`, `~CronJob@-24>batch/v1`.
func (t *table) kindLine(kinds map[string]map[int]kind) string {
	var words []string
	for _, name := range sorted(kinds) {
		var k kind
		from, to := 0, 0
		for minor := t.first; minor <= t.last; minor++ {
			if at, ok := kinds[name][minor]; ok {
				k, to = at, minor // the newest source knows best
				if from == 0 {
					from = minor
				}
			}
		}
		word := name
		if k.id == "" {
			word = "~" + word
		} else if k.id != name {
			word += "=" + k.id
		}
		if k.clusterWide {
			word = "^" + word
		}
		if k.removed > 0 {
			to = min(k.removed-1, to)
		}
		word += t.marks(max(k.introduced, from), to)
		if k.replacedBy != "" {
			word += ">" + k.replacedBy
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// json has one line per type, so that a new minor reads well as a difference.
func (t *table) json() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n\"minors\": [%d, %d],\n", t.first, t.last)
	kinds, types, enums := map[string]string{}, map[string]string{}, map[string]string{}
	for id, k := range t.kinds {
		kinds[id] = t.kindLine(k)
	}
	for id, h := range t.types {
		types[id] = t.line(h)
	}
	for id, h := range t.enums {
		sort.Strings(h.order)
		enums[id] = t.line(h)
	}
	section(&out, "kinds", kinds, ",")
	section(&out, "enums", enums, ",")
	section(&out, "types", types, "")
	out.WriteString("}\n")
	return out.Bytes()
}

func section(out *bytes.Buffer, name string, lines map[string]string, end string) {
	fmt.Fprintf(out, "%q: {\n", name)
	ids := sorted(lines)
	for i, id := range ids {
		var text bytes.Buffer
		encoder := json.NewEncoder(&text)
		encoder.SetEscapeHTML(false)
		encoder.Encode(lines[id])
		comma := ","
		if i == len(ids)-1 {
			comma = ""
		}
		fmt.Fprintf(out, "%q: %s%s\n", id, strings.TrimSpace(text.String()), comma)
	}
	fmt.Fprintf(out, "}%s\n", end)
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
