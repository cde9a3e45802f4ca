// Reads dashboards, one per line of stdin, by the types that Grafana generates from its own
// schemas, strictly: what no type knows is an error. Writes one line of JSON for each: what is
// wrong, as a list.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

func main() {
	plugins.RegisterDefaultPlugins() // without it panels and queries are kept unread
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 16<<20)
	out := json.NewEncoder(os.Stdout)
	for in.Scan() {
		if err := out.Encode(complaints(in.Bytes())); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if err := in.Err(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func complaints(text []byte) []string {
	model := dashboard.Dashboard{}
	all := lines(model.UnmarshalJSONStrict(text))
	if len(all) > 0 {
		return all // what could not be read cannot be judged further
	}
	return lines(model.Validate())
}

// lines are what an error says; the module also returns errors that say nothing.
func lines(err error) []string {
	all := []string{}
	if err == nil {
		return all
	}
	for _, line := range strings.Split(err.Error(), "\n") {
		if line != "" {
			all = append(all, line)
		}
	}
	return all
}
