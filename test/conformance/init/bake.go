package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/docker/buildx/bake"
)

// bakeFile resolves both groups as buildx does: every target must name a main package that is there, and
// only a release has several platforms.
func bakeFile(path string) (complaints []string, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	complain := func(format string, args ...any) { complaints = append(complaints, fmt.Sprintf(format, args...)) }
	for group, platforms := range map[string]int{"default": 0, "release": 2} {
		targets, _, err := bake.ReadTargets(context.Background(), []bake.File{{Name: path, Data: text}}, []string{group}, nil, nil, nil, &bake.EntitlementConf{})
		if err != nil {
			return complaints, fmt.Errorf("%s: %w", group, err)
		}
		if len(targets) == 0 {
			complain("%s has no targets", group)
		}
		for name, target := range targets {
			if len(target.Platforms) != platforms {
				complain("%s is for the platforms %q", name, target.Platforms)
			}
			if len(target.Tags) != 1 || !strings.HasSuffix(target.Tags[0], "/"+strings.TrimSuffix(name, "-release")+":dev") {
				complain("%s has the tags %q", name, target.Tags)
			}
			pkg := target.Args["PACKAGE"]
			if pkg == nil {
				complain("%s names no package", name)
				continue
			}
			list := exec.Command("go", "list", "-f", "{{.Name}}", *pkg)
			list.Dir = filepath.Dir(path)
			if said, err := list.Output(); err != nil || strings.TrimSpace(string(said)) != "main" {
				complain("%s builds %s, which is package %q (%v)", name, *pkg, strings.TrimSpace(string(said)), err)
			}
		}
	}
	return complaints, nil
}
