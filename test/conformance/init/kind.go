package main

import (
	"os"

	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kind/pkg/apis/config/v1alpha4"
)

// kindConfig reads a cluster's configuration as kind does: a field that it does not know is an error.
func kindConfig(path string) ([]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	decoder := yaml.NewDecoder(file)
	decoder.KnownFields(true)
	var cluster v1alpha4.Cluster
	if err := decoder.Decode(&cluster); err != nil {
		return nil, err
	}
	if cluster.APIVersion != "kind.x-k8s.io/v1alpha4" || cluster.Kind != "Cluster" || cluster.Name == "" || len(cluster.Nodes) == 0 {
		return []string{"is no named cluster with nodes"}, nil
	}
	return nil, nil
}
