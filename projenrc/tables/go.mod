module cdk8s-gopher/tables

go 1.21
