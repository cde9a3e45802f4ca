package main

import (
	"fmt"
	"os"
	"path/filepath"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// tiltfile runs a Tiltfile. The functions take the arguments that Tilt's reference names; what is run or
// built by them is only looked for.
func tiltfile(path string) (complaints []string, err error) {
	root := filepath.Dir(path)
	needs := func(name string) error {
		_, err := os.Stat(filepath.Join(root, name))
		return err
	}
	applied := 0
	builtin := func(name string, do func(args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error)) starlark.Value {
		return starlark.NewBuiltin(name, func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			return do(args, kwargs)
		})
	}
	var contexts starlark.Value
	var ref, command, dir, watched string
	var quiet bool
	var yaml starlark.Value
	var buildArgs *starlark.Dict
	var ignore *starlark.List
	predeclared := starlark.StringDict{
		"allow_k8s_contexts": builtin("allow_k8s_contexts", func(args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			return starlark.None, starlark.UnpackArgs("allow_k8s_contexts", args, kwargs, "contexts", &contexts)
		}),
		"k8s_context": builtin("k8s_context", func(args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			return starlark.String("kind-any"), starlark.UnpackArgs("k8s_context", args, kwargs)
		}),
		"watch_file": builtin("watch_file", func(args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			if err := starlark.UnpackArgs("watch_file", args, kwargs, "path", &watched); err != nil {
				return nil, err
			}
			return starlark.None, needs(watched)
		}),
		"local": builtin("local", func(args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			if err := starlark.UnpackArgs("local", args, kwargs, "command", &command, "quiet?", &quiet, "dir?", &dir); err != nil {
				return nil, err
			}
			return starlark.String(""), needs(dir)
		}),
		"k8s_yaml": builtin("k8s_yaml", func(args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			applied++
			return starlark.None, starlark.UnpackArgs("k8s_yaml", args, kwargs, "yaml", &yaml)
		}),
		"docker_build": builtin("docker_build", func(args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			if err := starlark.UnpackArgs("docker_build", args, kwargs, "ref", &ref, "context", &dir, "build_args?", &buildArgs, "ignore?", &ignore); err != nil {
				return nil, err
			}
			pkg, found, err := buildArgs.Get(starlark.String("PACKAGE"))
			if err != nil || !found {
				return nil, fmt.Errorf("docker_build of %s names no package", ref)
			}
			return starlark.None, needs(string(pkg.(starlark.String)))
		}),
	}
	options := &syntax.FileOptions{TopLevelControl: true, GlobalReassign: true} // as Tilt has it
	if _, err := starlark.ExecFileOptions(options, &starlark.Thread{Name: path}, path, nil, predeclared); err != nil {
		return nil, err
	}
	if applied == 0 {
		complaints = append(complaints, "applies nothing")
	}
	return complaints, nil
}
