package main

import (
	"context"
	"fmt"
	"os"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerui"
	"github.com/moby/buildkit/frontend/subrequests/lint"
)

// dockerfile runs every check of BuildKit, the experimental ones too.
func dockerfile(path string) ([]string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	source := llb.NewSourceMap(nil, path, "Dockerfile", text)
	source.Definition = &llb.Definition{} // no build, so nothing that complaints would be tied to
	results, err := dockerfile2llb.DockerfileLint(context.Background(), text, dockerfile2llb.ConvertOpt{
		Config:       dockerui.Config{LinterConfig: &linter.Config{ExperimentalAll: true}},
		SourceMap:    source,
		MetaResolver: noRegistry{},
	})
	if err != nil {
		return nil, err
	}
	return complaintsOf(results), nil
}

func complaintsOf(results *lint.LintResults) (complaints []string) {
	if results.Error != nil {
		complaints = append(complaints, results.Error.Message)
	}
	for _, w := range results.Warnings {
		complaints = append(complaints, fmt.Sprintf("%s: %s", w.RuleName, w.Detail))
	}
	return complaints
}
