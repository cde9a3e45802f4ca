// Command pod-security asks the API server's own admission code whether the pods of
// manifests meet the Pod Security Standard "restricted" of a Kubernetes version.
//
//	pod-security 1.33 folder...
//
// It prints a JSON list of what is forbidden.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

type finding struct {
	Check     string `json:"check"`
	Kind      string `json:"kind"`
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
	Message   string `json:"message"`
}

// workload is whatever has pods: each of these has its template at one of three places.
type workload struct {
	Kind     string            `json:"kind"`
	Metadata metav1.ObjectMeta `json:"metadata"`
	Spec     struct {
		corev1.PodSpec `json:",inline"`
		Template       *corev1.PodTemplateSpec `json:"template"`
		JobTemplate    *struct {
			Spec struct {
				Template corev1.PodTemplateSpec `json:"template"`
			} `json:"spec"`
		} `json:"jobTemplate"`
	} `json:"spec"`
}

func main() {
	if len(os.Args) < 3 {
		fail(errors.New("usage: pod-security 1.33 folder..."))
	}
	version, err := api.ParseVersion("v" + os.Args[1])
	if err != nil {
		fail(err)
	}
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		fail(err)
	}
	restricted := api.LevelVersion{Level: api.LevelRestricted, Version: version}

	pods, found := 0, []finding{}
	for _, folder := range os.Args[2:] {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".yaml") {
				return err
			}
			return eachWorkload(path, func(w workload, pod corev1.PodTemplateSpec) {
				pods++
				for _, result := range evaluator.EvaluatePod(restricted, &pod.ObjectMeta, &pod.Spec) {
					if !result.Allowed {
						found = append(found, finding{slug(result.ForbiddenReason), w.Kind, w.Metadata.Namespace, w.Metadata.Name, result.ForbiddenReason + ": " + result.ForbiddenDetail})
					}
				}
			})
		})
		if err != nil {
			fail(err)
		}
	}
	if pods == 0 {
		fail(fmt.Errorf("there is no pod in %s", strings.Join(os.Args[2:], ", ")))
	}
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		fail(err)
	}
}

func eachWorkload(path string, do func(workload, corev1.PodTemplateSpec)) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	documents := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(content), 4096)
	for {
		var w workload
		switch err := documents.Decode(&w); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("%s: %w", path, err)
		}
		switch {
		case w.Kind == "Pod":
			do(w, corev1.PodTemplateSpec{ObjectMeta: w.Metadata, Spec: w.Spec.PodSpec})
		case w.Kind == "CronJob" && w.Spec.JobTemplate != nil:
			do(w, w.Spec.JobTemplate.Spec.Template)
		case w.Spec.Template != nil && len(w.Spec.Template.Spec.Containers) > 0:
			do(w, *w.Spec.Template)
		}
	}
}

// slug makes an id of a reason such as "seccompProfile" or "runAsNonRoot != true".
func slug(reason string) string {
	return strings.ReplaceAll(strings.TrimSpace(strings.TrimRight(strings.SplitN(reason, "=", 2)[0], "! ")), " ", "-")
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
