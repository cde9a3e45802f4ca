package main

import (
	"context"

	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/opencontainers/go-digest"
)

// noRegistry stands for a registry: the checks look at the file, not at the images that it begins with.
type noRegistry struct{}

func (noRegistry) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	return ref, digest.FromString(ref), []byte(`{"architecture": "amd64", "os": "linux", "config": {}}`), nil
}
