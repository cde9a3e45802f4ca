module __MODULE__/deploy

go 1.25.0

// what npm installs here may hold Go files
ignore ./node_modules

require (
	github.com/aws/jsii-runtime-go v1.140.0
	github.com/cdk8s-gopher/cdk8s-gopher-go/gopher __BINDINGS_VERSION__
	github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2 v2.68.91
)
__BINDINGS__
