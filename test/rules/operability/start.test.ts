import { Severity } from '../../../src';
import { table } from '../graph/world';

table('operability/probe-port-name', Severity.ERROR, {
  complains: {
    'readiness asks a port name that the container does not have': (w) => { w.container('front').readinessProbe.httpGet.port = 'health'; },
    'liveness asks by TCP': (w) => { w.container('front').livenessProbe = { tcpSocket: { port: 'health' } }; },
    'the name is that of another container': (w) => w.pod('front').containers.push({ name: 'proxy', image: 'p:1', resources: { requests: { cpu: '1m' } }, readinessProbe: { httpGet: { path: '/', port: 'admin' } } }),
  },
});

table('operability/probe-port-not-declared', Severity.INFO, {
  complains: {
    'readiness asks a port that no container declares': (w) => { w.container('front').readinessProbe.httpGet.port = 8082; },
    'a gRPC probe does': (w) => { w.container('front').livenessProbe = { grpc: { port: 9090 } }; },
  },
  quiet: {
    'the container declares no port': (w) => { w.container('reports').livenessProbe = { tcpSocket: { port: 80 } }; },
    'it is the port of a sidecar': (w) => {
      w.container('front').readinessProbe.httpGet.port = 15021;
      w.pod('front').initContainers = [{ name: 'proxy', image: 'p:1', restartPolicy: 'Always', ports: [{ containerPort: 15021 }] }];
    },
  },
});

table('operability/same-probe', Severity.WARNING, {
  complains: {
    'readiness and liveness ask the same': (w) => { w.container('front').livenessProbe.httpGet.path = '/readyz'; },
    'one names the port, the other gives its number': (w) => { w.container('front').livenessProbe.httpGet = { path: '/readyz', port: 8081 }; },
    'both run one command': (w) => { w.container('db', 'StatefulSet').livenessProbe = { exec: { command: ['pg_isready'] } }; },
  },
  quiet: { 'there is no liveness': (w) => { delete w.container('front').livenessProbe; } },
});

table('operability/probes-look-same', Severity.INFO, {
  complains: {
    'kube-score reads both port names as 0': (w) => { w.container('front').livenessProbe.httpGet = { path: '/readyz', port: 'http' }; },
    'both ask whether a connection is taken': (w) => { w.container('orders').readinessProbe = w.container('orders').livenessProbe = { tcpSocket: { port: 'http' } }; },
    'both ask one gRPC service': (w) => { w.container('orders').readinessProbe = w.container('orders').livenessProbe = { grpc: { port: 9000 } }; },
  },
});

table('operability/no-readiness', Severity.WARNING, {
  complains: { 'a Service sends traffic to whatever has started': (w) => { delete w.container('front').readinessProbe; } },
  quiet: {
    'nobody sends traffic there': (w) => { w.container('reports').livenessProbe = { tcpSocket: { port: 80 } }; },
    'the Service wants pods that are not ready, too': (w) => { delete w.container('db', 'StatefulSet').readinessProbe; w.get('Service', 'db').spec.publishNotReadyAddresses = true; },
  },
});

table('operability/startup-exceeds-deadline', Severity.WARNING, {
  complains: {
    'a start may take longer than the deadline': (w) => { w.get('Deployment', 'front').spec.progressDeadlineSeconds = 60; },
    'together with minReadySeconds it may': (w) => { Object.assign(w.get('Deployment', 'front').spec, { progressDeadlineSeconds: 80, minReadySeconds: 30 }); },
    'the defaults of the API count': (w) => { delete w.get('Deployment', 'front').spec.progressDeadlineSeconds; w.container('front').startupProbe = { httpGet: { path: '/livez', port: 'admin' }, failureThreshold: 60 }; },
  },
});

table('operability/non-root-as-root', Severity.ERROR, {
  complains: { 'user 0 must not be root': (w) => { w.pod('front').securityContext.runAsUser = 0; } },
  quiet: { 'the container is somebody else': (w) => { w.pod('front').securityContext.runAsUser = 0; w.container('front').securityContext.runAsUser = 1000; } },
});

table('operability/user-not-numeric', Severity.WARNING, {
  complains: { 'no number says who runs': (w) => { delete w.pod('front').securityContext.runAsUser; } },
  quiet: { 'nobody minds root': (w) => { w.pod('front').securityContext = {}; } },
});

table('operability/no-writable-tmp', Severity.INFO, {
  complains: { 'the root is read-only, and nothing is mounted': (w) => { w.container('orders').securityContext = { readOnlyRootFilesystem: true }; } },
});

table('operability/name-too-long', Severity.ERROR, {
  also: ['graph/stateful-set-service'],
  complains: {
    'a StatefulSet leaves no room for its hash': (w) => { w.get('StatefulSet', 'db').metadata.name = 'd'.repeat(53); },
    'a Job does not fit into a label': (w) => { w.get('Job', 'migrate').metadata.name = 'm'.repeat(64); },
  },
  quiet: { 'a Deployment\'s pods are cut': (w) => { w.get('Deployment', 'reports').metadata.name = 'r'.repeat(80); } },
});

table('operability/moving-image', Severity.WARNING, {
  complains: {
    'there is no tag': (w) => { w.container('front').image = 'registry.example.com:5000/shop/front'; },
    'it is latest': (w) => { w.container('front').image = 'shop/front:latest'; },
    'ko has yet to build it': (w) => { w.container('front').image = 'ko://example.com/shop/cmd/front'; },
    'an init container has none': (w) => { w.pod('front').initContainers = [{ name: 'init', image: 'busybox' }]; },
  },
  quiet: { 'there is a digest': (w) => { w.container('front').image = `shop/front:latest@sha256:${'0'.repeat(64)}`; } },
});
