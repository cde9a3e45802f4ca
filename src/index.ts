// The table of contents, in reading order.

// values: words with units
export * from './values/image';
export * from './values/port';
export * from './values/percent';
export * from './values/pod-amount';
export * from './values/probe';
export * from './values/secret-key';
export * from './values/network-peer';
export * from './values/kubernetes-version';
export * from './values/go-version';

// model: the draft, its ranks, and what comes of it
export * from './model/rank';
export * from './model/draft';
export * from './model/explanation';
export * from './model/problem';

// platform: where we run
export * from './platform/environment';
export * from './platform/image-policy';
export * from './platform/telemetry';
export * from './platform/secret-policy';
export * from './platform/platform';

// secrets: references and requests, never values
export * from './secrets/secret-source';
export * from './secrets/existing-secret';
export * from './secrets/external-secret';

// traits: how a workload behaves
export * from './traits/trait';
export * from './traits/trait-host';
export * from './traits/go-runtime';
export * from './traits/health-checks';
export * from './traits/graceful-drain';
export * from './traits/rollout';
export * from './traits/hardening';
export * from './traits/availability';
export * from './traits/autoscaling';
export * from './traits/identity';
export * from './traits/isolation';
export * from './traits/configuration';
export * from './traits/metadata';
export * from './traits/telemetry';

// links: who talks to whom
export * from './links/address';
export * from './links/link';
export * from './links/reachable';
export * from './links/usable';
export * from './links/call';

// workloads: what a Go team news up
export * from './workloads/workload';
export * from './workloads/program';
export * from './workloads/serving-workload';
export * from './workloads/go-microservice';

// databases: servers with a volume of their own
export * from './databases/database-engine';
export * from './databases/database-server';
export * from './databases/stateful-database';

// cluster: what a platform team deploys once
export * from './cluster/namespace';
export * from './cluster/admission-action';
export * from './cluster/admission-policies';

// rules: what must be true of the manifests
export * from './rules/severity';
export * from './rules/manifest';
export * from './rules/manifests';
export * from './rules/finding';
export * from './rules/rule-report';
export * from './rules/rule';
export * from './rules/rule-book';
export * from './rules/waiver';
export * from './rules/graph/external';

// app: synthesis
export * from './app/object-order';
export * from './app/gopher-app';
export * from './app/validation-plugin';
export * from './app/manifest-assertions';
