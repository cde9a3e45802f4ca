import { table, World } from './world';
import { Severity } from '../../../src';
import { External } from '../../../src/rules/graph/external';

table('graph/missing-service', Severity.WARNING, {
  complains: {
    'an Ingress leads to a Service that is not here': (w) => { w.get('Ingress', 'front').spec.rules[0].http.paths[0].backend.service.name = 'nope'; },
    'an Ingress leads there by default': (w) => { w.get('Ingress', 'front').spec.defaultBackend = { service: { name: 'nope', port: { number: 80 } } }; },
    'a route leads there': (w) => { w.get('HTTPRoute', 'orders').spec.rules[0].backendRefs[0].name = 'nope'; },
    'a gRPC route leads there': (w) => { const x = w.copy('HTTPRoute', 'orders', 'x'); x.kind = 'GRPCRoute'; x.spec.hostnames = ['x.example.com']; x.spec.rules[0].backendRefs[0].name = 'nope'; },
    'a route leads to another namespace': (w) => { w.get('HTTPRoute', 'orders').spec.rules[0].backendRefs[0].namespace = 'other'; },
    'an operator makes none for a sidecar': (w) => {
      w.get('Ingress', 'front').spec.rules[0].http.paths[0].backend.service.name = 'traces-collector';
      w.add({ apiVersion: 'opentelemetry.io/v1beta1', kind: 'OpenTelemetryCollector', metadata: { name: 'traces', namespace: 'shop' }, spec: { mode: 'sidecar', config: {} } });
    },
    'a webhook calls it': (w) => { w.get('ValidatingWebhookConfiguration', 'front').webhooks[0].clientConfig.service.name = 'nope'; },
  },
  quiet: {
    'it is declared': (w) => {
      w.get('Ingress', 'front').spec.rules[0].http.paths[0].backend.service.name = 'old';
      w.externals = [External.service('old', [80])];
    },
    'Flagger makes it': (w) => {
      const { spec: { ports: [{ port }] } } = w.get('Service', 'orders');
      w.get('HTTPRoute', 'orders').spec.rules[0].backendRefs[0].port = port;
      w.remove('Service', 'orders');
      w.add({ apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: 'orders', namespace: 'shop' }, spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'orders' }, service: { port } } });
    },
    'the OpenTelemetry operator makes it': (w) => {
      w.get('Ingress', 'front').spec.rules[0].http.paths[0].backend.service.name = 'traces-collector';
      w.add({ apiVersion: 'opentelemetry.io/v1beta1', kind: 'OpenTelemetryCollector', metadata: { name: 'traces', namespace: 'shop' }, spec: { mode: 'deployment', config: {} } });
    },
    'a webhook calls a URL': (w) => { w.get('ValidatingWebhookConfiguration', 'front').webhooks[0].clientConfig = { url: 'https://example.com' }; },
    'a route leads to another kind of backend': (w) => { w.get('HTTPRoute', 'orders').spec.rules[0].backendRefs[0] = { group: 'example.com', kind: 'Bucket', name: 'nope' }; },
  },
});

table('graph/missing-service-port', Severity.ERROR, {
  complains: {
    'an Ingress leads to a port name that the Service does not have': (w) => { w.get('Ingress', 'front').spec.rules[0].http.paths[0].backend.service.port.name = 'web'; },
    'an Ingress leads to the container\'s port': (w) => { w.get('Ingress', 'front').spec.rules[0].http.paths[0].backend.service.port = { number: 8080 }; },
    'a route leads to the container\'s port': (w) => { w.get('HTTPRoute', 'orders').spec.rules[0].backendRefs[0].port = 9000; },
    'a webhook calls 443, as nothing is said': (w) => { delete w.get('ValidatingWebhookConfiguration', 'front').webhooks[0].clientConfig.service.port; },
    'a declared Service has other ports': (w) => {
      Object.assign(w.get('HTTPRoute', 'orders').spec.rules[0].backendRefs[0], { name: 'old', port: 81 });
      w.externals = [External.service('old', [80], 'shop')];
    },
  },
});

table('graph/same-route-twice', Severity.ERROR, {
  complains: {
    'two Ingresses of one class have one host and path': (w) => { w.copy('Ingress', 'front', 'other'); },
    'one Ingress has it twice': (w) => { const { rules } = w.get('Ingress', 'front').spec; rules.push(structuredClone(rules[0])); },
    'two routes of one gateway match the same': (w) => { w.copy('HTTPRoute', 'orders', 'other'); },
  },
  quiet: {
    'the paths differ': (w) => { w.copy('Ingress', 'front', 'other').spec.rules[0].http.paths[0].path = '/api'; },
    'the classes differ': (w) => { w.copy('Ingress', 'front', 'other').spec.ingressClassName = 'internal'; },
    'it is a canary of nginx': (w) => { w.copy('Ingress', 'front', 'other').metadata.annotations = { 'nginx.ingress.kubernetes.io/canary': 'true' }; },
    'one load balancer is inside': (w) => { w.copy('Ingress', 'front', 'other').metadata.annotations = { 'alb.ingress.kubernetes.io/scheme': 'internal' }; },
    'the route looks at a header, too': (w) => { w.copy('HTTPRoute', 'orders', 'other').spec.rules[0].matches[0].headers = [{ name: 'x', value: '1' }]; },
    'the gateways differ': (w) => { w.copy('HTTPRoute', 'orders', 'other').spec.parentRefs[0].name = 'internal'; },
  },
});

table('graph/service-without-pods', Severity.WARNING, {
  complains: {
    'a selector has a slip': (w) => { w.copy('Service', 'orders', 'x').spec.selector = { app: 'order' }; },
    'the pods are in another namespace': (w) => { w.copy('Service', 'orders', 'x').metadata.namespace = 'other'; },
    'one of two labels is missing': (w) => { w.copy('Service', 'orders', 'x').spec.selector = { app: 'orders', tier: 'web' }; },
  },
  quiet: {
    'it is for one pod of a StatefulSet': (w) => { w.copy('Service', 'db', 'db-0').spec.selector['statefulset.kubernetes.io/pod-name'] = 'db-0'; },
    'an operator makes the pods': (w) => {
      w.copy('Service', 'orders', 'x').spec.selector = { app: 'prometheus' };
      w.add({ apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', metadata: { name: 'p', namespace: 'shop', labels: { app: 'prometheus' } }, spec: { replicas: 2 } });
    },
    'a label names what an operator makes pods of': (w) => {
      w.copy('Service', 'orders', 'x').spec.selector = { 'cnpg.io/cluster': 'pg' };
      w.add({ apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'pg', namespace: 'shop' }, spec: { instances: 3 } });
    },
    'somebody else makes the endpoints': (w) => { delete w.copy('Service', 'orders', 'x').spec.selector; },
    'it is another name of a host outside': (w) => w.add({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'x', namespace: 'shop' }, spec: { type: 'ExternalName', externalName: 'example.com', selector: { a: 'b' } } }),
    'another kind is called Service, too': (w) => w.add({ apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'x', namespace: 'shop' }, spec: { selector: { a: 'b' } } }),
  },
});

table('graph/service-target-port', Severity.ERROR, {
  complains: {
    'no container has a port of that name': (w) => { w.get('Service', 'front').spec.ports[0].targetPort = 'web'; },
    'the port has another protocol': (w) => { w.copy('Service', 'front', 'x').spec.ports[0].protocol = 'UDP'; },
  },
  quiet: {
    'a sidecar has it': (w) => {
      w.get('Service', 'front').spec.ports[0].targetPort = 'proxy';
      w.pod('front').initContainers = [{ name: 'proxy', image: 'p:1', restartPolicy: 'Always', ports: [{ name: 'proxy', containerPort: 15000 }] }];
    },
  },
  also: ['graph/policy-opens-service-port', 'graph/policy-port-not-open'],
});

table('graph/service-port-not-open', Severity.WARNING, {
  complains: {
    'traffic goes to another port than the container declares': (w) => { w.copy('Service', 'orders', 'x').spec.ports[0].targetPort = 9001; },
    'the Service\'s own port is not the container\'s': (w) => { delete w.copy('Service', 'orders', 'x').spec.ports[0].targetPort; },
  },
  quiet: { 'the container declares no port': (w) => { w.container('reports').ports = []; w.copy('Service', 'orders', 'x').spec.selector = { app: 'reports' }; } },
});

table('graph/service-mixes-programs', Severity.ERROR, {
  also: ['graph/service-target-port', 'graph/overlapping-selectors', 'graph/service-port-not-open', 'graph/budget-over-several-workloads', 'graph/policy-blocks-callee', 'operability/no-readiness'],
  complains: {
    'two programs carry the label': (w) => { w.get('Deployment', 'reports').spec.template.metadata.labels.app = 'orders'; w.get('Deployment', 'reports').spec.selector.matchLabels.app = 'orders'; },
    'the pods of a CronJob carry it (D7)': (w) => { w.get('CronJob', 'clean').spec.jobTemplate.spec.template.metadata.labels.app = 'front'; },
    'the pods of a Job carry it': (w) => { w.get('Job', 'migrate').spec.template.metadata.labels.app = 'orders'; },
    'the name of a release is the only label (D7)': (w) => {
      for (const name of ['front', 'orders']) {
        w.get('Deployment', name).spec.template.metadata.labels.release = 'shop';
        w.copy('Service', name, `${name}-by-release`).spec.selector = { release: 'shop' };
      }
    },
  },
  quiet: {
    'two versions of one program do: a canary': (w) => canary(w),
    'the containers that answer are of one program': (w) => {
      canary(w);
      w.pod('orders-canary').containers.push({ name: 'proxy', image: 'proxy:1' });
    },
    'peers of a headless Service only want to find each other': (w) => {
      for (const name of ['front', 'orders']) w.get('Deployment', name).spec.template.metadata.labels.cluster = 'shop';
      Object.assign(w.copy('Service', 'orders', 'peers').spec, { clusterIP: 'None', selector: { cluster: 'shop' } });
    },
  },
});

function canary(w: World): void {
  const next = w.copy('Deployment', 'orders', 'orders-canary');
  next.spec.selector.matchLabels.track = next.spec.template.metadata.labels.track = 'canary';
  w.get('Deployment', 'orders').spec.selector.matchLabels.track = w.get('Deployment', 'orders').spec.template.metadata.labels.track = 'stable';
  next.spec.template.spec.containers[0].image = 'registry.example.com/shop/orders:1.1.0';
}

table('graph/service-over-several-workloads', Severity.INFO, {
  also: ['graph/budget-over-several-workloads'],
  complains: { 'a canary shares the Service': canary },
});

table('graph/duplicate-node-port', Severity.ERROR, {
  complains: {
    'two Services want one port of the node': (w) => ['a', 'b'].forEach((name) => Object.assign(w.copy('Service', 'orders', name).spec, { type: 'NodePort', ports: [{ port: 80, targetPort: 9000, nodePort: 30080 }] })),
  },
  quiet: {
    'the ports differ': (w) => [30080, 30081].forEach((nodePort) => Object.assign(w.copy('Service', 'orders', `s${nodePort}`).spec, { type: 'NodePort', ports: [{ port: 80, targetPort: 9000, nodePort }] })),
  },
});

table('graph/stateful-set-service', Severity.WARNING, {
  complains: {
    'the Service is not here': (w) => { w.get('StatefulSet', 'db').spec.serviceName = 'nope'; },
    'the Service has an address': (w) => { delete w.get('Service', 'db').spec.clusterIP; },
    'the Service selects other pods': (w) => { w.get('StatefulSet', 'db').spec.serviceName = 'x'; Object.assign(w.copy('Service', 'db', 'x').spec, { selector: { app: 'orders' }, ports: [] }); },
  },
});

table('graph/monitor-finds-nothing', Severity.WARNING, {
  complains: {
    'it is in a namespace of its own (D4)': (w) => { w.get('ServiceMonitor', 'front').metadata.namespace = 'monitoring'; },
    'its labels are the pod\'s, not the Service\'s': (w) => { w.get('ServiceMonitor', 'front').spec.selector.matchLabels = { tier: 'web' }; },
    'a PodMonitor names another namespace': (w) => { w.get('PodMonitor', 'orders').spec.namespaceSelector.matchNames = ['prod']; },
  },
  quiet: {
    'it looks everywhere': (w) => { const m = w.get('ServiceMonitor', 'front'); m.metadata.namespace = 'monitoring'; m.spec.namespaceSelector = { any: true }; },
  },
});

table('graph/monitor-port', Severity.WARNING, {
  complains: {
    'no Service has a port of that name': (w) => { w.get('ServiceMonitor', 'front').spec.endpoints[0].port = 'metrics'; },
    'no container has a port of that name': (w) => { w.get('PodMonitor', 'orders').spec.podMetricsEndpoints[0].port = 'metrics'; },
    'no container has a port of that number': (w) => { w.get('PodMonitor', 'orders').spec.podMetricsEndpoints = [{ portNumber: 9999 }]; },
  },
  quiet: { 'the number is a port of the pods': (w) => { w.get('ServiceMonitor', 'front').spec.endpoints = [{ targetPort: 8081 }]; } },
});
