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
	if err := model.UnmarshalJSONStrict(text); err != nil {
		return strings.Split(err.Error(), "\n")
	}
	if err := model.Validate(); err != nil {
		return strings.Split(err.Error(), "\n")
	}
	return []string{}
}
