// Package buildinfo says which build is running.
package buildinfo

import (
	"cmp"
	"runtime/debug"
)

// Set with -ldflags "-X example.com/shop/internal/buildinfo.version=…" where
// the build does not see the repository, as in a container build.
var version, revision string

// Version is the released version, or "(devel)".
func Version() string {
	info, _ := debug.ReadBuildInfo()
	if info == nil {
		return cmp.Or(version, "(devel)")
	}
	return cmp.Or(version, info.Main.Version, "(devel)")
}

// Revision is the commit it was built from, or "unknown".
func Revision() string {
	if revision != "" {
		return revision
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				return s.Value
			}
		}
	}
	return "unknown"
}
