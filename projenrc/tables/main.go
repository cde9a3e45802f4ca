// Command tables writes the structure of the built-in Kubernetes kinds, minor by
// minor, as one small table: which fields a kind has, of which type, since when.
//
// It reads the Go source of the public modules k8s.io/api, k8s.io/apimachinery and
// k8s.io/apiextensions-apiserver, one release per minor, and compiles nothing.
package main

import (
	"flag"
	"fmt"
	"os"
)

// One release per minor; all three modules have it. A minor is added here and nowhere else.
var releases = []string{
	"v0.28.3", "v0.29.6", "v0.30.14", "v0.31.14", "v0.32.13",
	"v0.33.13", "v0.34.13", "v0.35.10", "v0.36.6", "v0.37.2",
}

const oldest = 28

func main() {
	out := flag.String("out", "../../src/rules/structure/table.json", "the table to write")
	flag.Parse()

	table := newTable(oldest, oldest+len(releases)-1)
	for i, release := range releases {
		source, err := download(release)
		if err != nil {
			fail(err)
		}
		snapshot, err := read(source, oldest+i)
		if err != nil {
			fail(err)
		}
		table.add(snapshot)
	}
	table.addHistory()
	if err := os.WriteFile(*out, table.json(), 0o644); err != nil {
		fail(err)
	}
	fmt.Fprintf(os.Stderr, "%s: %d types, %d enums, %d group versions\n", *out, len(table.types), len(table.enums), len(table.kinds))
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "tables:", err)
	os.Exit(1)
}
