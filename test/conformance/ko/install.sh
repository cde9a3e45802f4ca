#!/usr/bin/env bash
# Builds ko, and crane, whose registry ko pushes to.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export GOBIN=$(cd "$here/.." && pwd)/.bin
go install github.com/google/ko@v0.19.1
go install github.com/google/go-containerregistry/cmd/crane@v0.20.6
