// The table of contents, in reading order.

// values: words with units
export * from './values/image';
export * from './values/port';
export * from './values/percent';
export * from './values/cpu';
export * from './values/pod-amount';
export * from './values/probe';
export * from './values/analysis';
export * from './values/analysis-query';
export * from './values/canary-step';
export * from './values/hook';
export * from './values/secret-key';
export * from './values/network-peer';
export * from './values/node-rule';
export * from './values/toleration';
export * from './values/grant';
export * from './values/config-directory';
export * from './values/pod-field';
export * from './values/kept-names';
export * from './values/scaling-metric';
export * from './values/backlog';
export * from './values/propagator';
export * from './values/request-series';
export * from './values/call-series';
export * from './values/slo';
export * from './values/kubernetes-version';
export * from './values/go-version';
export * from './values/schedule';
export * from './values/concurrency-policy';
export * from './values/completions';
export * from './values/migration-tool';
export * from './values/calls/retry-condition';
export * from './values/calls/retry';
export * from './values/calls/circuit-breaker';
export * from './values/calls/connection-pool';
export * from './values/calls/resilience';
export * from './values/calls/rate-limit';
export * from './values/calls/requests';

// config: what a program can be told
export * from './config/config-key';
export * from './config/config-schema';

// model: the draft, its ranks, and what comes of it
export * from './model/rank';
export * from './model/draft';
export * from './model/explanation';
export * from './model/problem';

// platform: where we run
export * from './platform/environment';
export * from './platform/golden-path-change';
export * from './platform/golden-path';
export * from './platform/image-policy';
export * from './platform/telemetry';
export * from './platform/secret-policy';
export * from './platform/providers/provider';
export * from './platform/providers/eks';
export * from './platform/traffic-router';
export * from './platform/progressive-delivery';
export * from './platform/edge-controller';
export * from './platform/edge';
export * from './platform/mesh';
export * from './platform/monitor-kind';
export * from './platform/slo-backend';
export * from './platform/dashboards';
export * from './platform/policy-engine';
export * from './platform/monitoring-conventions';
export * from './platform/platform-props';
export * from './platform/platform';

// secrets: references and requests, never values
export * from './secrets/secret-source';
export * from './secrets/existing-secret';
export * from './secrets/external-secret';
export * from './secrets/sealed-secret';
export * from './secrets/sops-secret';
export * from './secrets/mounted-secret';

// storage: what directories hold
export * from './storage/access-mode';
export * from './storage/claim';
export * from './storage/claim-source';
export * from './storage/volume-claim';
export * from './storage/static-volume';
export * from './storage/existing-claim';
export * from './storage/projection';
export * from './storage/volume';

// traits: how a workload behaves
export * from './traits/trait';
export * from './traits/trait-host';
export * from './traits/go-runtime';
export * from './traits/health/health-checks';
export * from './traits/listen-addresses';
export * from './traits/graceful-drain';
export * from './traits/rollout';
export * from './traits/delivery/delivery-props';
export * from './traits/delivery/delivery';
export * from './traits/hardening';
export * from './traits/availability';
export * from './traits/scaling/scaling-pace';
export * from './traits/scaling/autoscaling';
export * from './traits/scaling/triggers/cron';
export * from './traits/scaling/triggers/kafka';
export * from './traits/scaling/triggers/nats-jet-stream';
export * from './traits/scaling/triggers/prometheus';
export * from './traits/scaling/triggers/rabbit-mq';
export * from './traits/scaling/triggers/redis';
export * from './traits/scaling/triggers/sqs';
export * from './traits/scaling/scaling-trigger';
export * from './traits/scaling/event-scaling';
export * from './traits/scaling/vertical-scaling';
export * from './traits/rights/identity';
export * from './traits/rights/access-rights';
export * from './traits/rights/workload-identity';
export * from './traits/rights/token-projection';
export * from './traits/isolation';
export * from './traits/mesh/mesh-membership';
export * from './traits/mesh/mesh-access';
export * from './traits/mesh/call-policy';
export * from './traits/configuration/configuration';
export * from './traits/configuration/live-files';
export * from './traits/configuration/vault-agent';
export * from './traits/metadata';
export * from './traits/telemetry';
export * from './traits/monitoring/workload-alert';
export * from './traits/monitoring/monitoring-props';
export * from './traits/monitoring/monitoring';
export * from './traits/monitoring/run-alerts';
export * from './traits/exposure/route-backend';
export * from './traits/exposure/route';
export * from './traits/exposure/exposure';
export * from './traits/exposure/traffic-distribution';
export * from './traits/exposure/ip-stack';
export * from './traits/exposure/service-access';
export * from './traits/containers/extra-container';
export * from './traits/containers/init-step';
export * from './traits/containers/sidecar';
export * from './traits/containers/lifecycle-hooks';
export * from './traits/containers/pod-resources';
export * from './traits/containers/debug-mode';
export * from './traits/containers/name-lookup';
export * from './traits/configuration/mount';
export * from './traits/placement/placement';
export * from './traits/placement/hard-spread';
export * from './traits/placement/user-namespace';

// links: who talks to whom
export * from './links/address';
export * from './links/link';
export * from './links/reachable';
export * from './links/usable';
export * from './links/call';
export * from './links/external-service';
export * from './links/neighbour';

// workloads: what a Go team news up
export * from './workloads/workload';
export * from './workloads/workload-override';
export * from './workloads/program';
export * from './workloads/serving-workload';
export * from './workloads/go-microservice';
export * from './workloads/microservice';
export * from './workloads/go-worker';
export * from './workloads/go-daemon';
export * from './workloads/batch-workload';
export * from './workloads/job-delivery';
export * from './workloads/go-job';
export * from './workloads/go-cron-job';
export * from './workloads/migration';
export * from './workloads/migration-step';

// databases: servers with a volume of their own
export * from './databases/topology';
export * from './databases/database-pods';
export * from './databases/database-engine';
export * from './databases/database-sidecar';
export * from './databases/database-server';
export * from './databases/metrics/database-exporter';
export * from './databases/backends/barman-archive';
export * from './databases/backends/cloud-native-pg-props';
export * from './databases/backends/database-backend';
export * from './databases/database-workload';
export * from './databases/read-replicas';
export * from './databases/stateful-database';
export * from './databases/backup/s3-store-props';
export * from './databases/backup/backup-store';
export * from './databases/backup/database-backup';
export * from './databases/backup/database-restore';
export * from './databases/backup/restore-drill';
export * from './databases/backup/physical-backup';
export * from './databases/backup/wal-receiver';
export * from './databases/backup/point-in-time-recovery';

// operators: controllers, and kinds of their own
export * from './operators/schema';
export * from './operators/schema-rule';
export * from './operators/custom-resource-version';
export * from './operators/custom-resource-definition';
export * from './operators/webhook';
export * from './operators/go-operator';

// cluster: what a platform team deploys once
export * from './cluster/namespace';
export * from './cluster/priority-class';
export * from './cluster/read-only-access';
export * from './cluster/service-overview';
export * from './cluster/admission-action';
export * from './cluster/admission-policies';
export * from './cluster/delivery/argo-ignored-difference';
export * from './cluster/delivery/argo-source';
export * from './cluster/delivery/argo-project';
export * from './cluster/delivery/argo-application';
export * from './cluster/delivery/argo-application-set';
export * from './cluster/delivery/flux-source';
export * from './cluster/delivery/flux-health';
export * from './cluster/delivery/flux-git-repository';
export * from './cluster/delivery/flux-oci-repository';
export * from './cluster/delivery/flux-kustomization';
export * from './cluster/charts/chart-source';
export * from './cluster/charts/chart-hooks';
export * from './cluster/charts/chart-service';
export * from './cluster/charts/included-chart';
export * from './cluster/telemetry/collector-mode';
export * from './cluster/telemetry/collector-endpoint';
export * from './cluster/telemetry/telemetry-signal';
export * from './cluster/telemetry/telemetry-exporter';
export * from './cluster/telemetry/sampling-policy';
export * from './cluster/telemetry/tail-sampling';
export * from './cluster/telemetry/telemetry-backend';
export * from './cluster/telemetry/telemetry-collector-props';
export * from './cluster/telemetry/telemetry-collector';
export * from './cluster/telemetry/tracing-backend';
export * from './cluster/telemetry/jaeger-tracing';
export * from './cluster/telemetry/zipkin-tracing';

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

// plan: what a commit will do
export * from './plan/effect';
export * from './plan/planned-change';
export * from './plan/construct-change';
export * from './plan/namespace-capacity';
export * from './plan/scale-change';
export * from './plan/security/security-change';
export * from './plan/network/endpoint-change';
export * from './plan/network/connection-change';
export * from './plan/change-reason';
export * from './plan/plan';
export * from './plan/fleet-plan';

// graph: who calls whom, to be seen
export * from './graph/graph-node-kind';
export * from './graph/graph-node';
export * from './graph/graph-edge-kind';
export * from './graph/graph-edge';
export * from './graph/service-graph';

// app: synthesis
export * from './app/object-order';
export * from './app/layout-level';
export * from './app/output-layout';
export * from './app/helm/helm-package';
export * from './app/targets/image-lock';
export * from './app/targets/target';
export * from './app/targets/target-comparison';
export * from './app/gopher-app';
export * from './app/gopher-app-props';
export * from './app/validation-plugin';
export * from './app/manifest-assertions';
