// Command init-judge asks the tools themselves what they think of the files that `cdk8s-gopher init` wrote.
//
// It prints one line per file, and ends with 1 if any tool complains.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: init-judge PROJECT")
		os.Exit(2)
	}
	judges := []struct {
		file, tool string
		judge      func(path string) ([]string, error)
	}{
		{"Dockerfile", "the linter of BuildKit", dockerfile},
		{"docker-bake.hcl", "buildx bake", bakeFile},
		{"kind.yaml", "kind's types", kindConfig},
		{"Tiltfile", "Starlark, with Tilt's functions", tiltfile},
	}
	failed := false
	for _, j := range judges {
		complaints, err := j.judge(filepath.Join(os.Args[1], j.file))
		if err != nil {
			complaints = append(complaints, err.Error())
		}
		if len(complaints) == 0 {
			fmt.Printf("%s: no complaint by %s\n", j.file, j.tool)
			continue
		}
		failed = true
		for _, c := range complaints {
			fmt.Printf("%s: %s: %s\n", j.file, j.tool, strings.ReplaceAll(c, "\n", " "))
		}
	}
	if failed {
		os.Exit(1)
	}
}
