import { table, World } from './world';
import { Severity } from '../../../src';
import { External } from '../../../src/rules/graph/external';

const policy = (w: World, name: string) => w.get('NetworkPolicy', name).spec;
const allowAll = (w: World, spec: object) => w.add({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'more', namespace: 'shop' }, spec: { podSelector: {}, ...spec } });

table('graph/policy-blocks-caller', Severity.ERROR, {
  complains: {
    'the callee is not among the peers': (w) => { policy(w, 'front').egress[0].to[0].podSelector.matchLabels.app = 'db'; policy(w, 'front').egress[0].ports[0].port = 5432; },
    'another port is open': (w) => { policy(w, 'front').egress[0].ports[0].port = 9001; },
    'a database is called by host=…': (w) => w.env('DB_DSN', 'host=db.shop.svc.cluster.local port=5432 dbname=x'),
    'a peer in a list is closed off': (w) => w.env('DB_PEERS', 'db-0.db.shop.svc:5432,db-1.db.shop.svc:5432'),
    'the Service is named without its namespace': (w) => w.env('DB_ADDR', 'db:5432'),
    'the address is in a ConfigMap': (w) => { w.get('ConfigMap', 'front-config').data.DB_ADDR = 'tcp://db:5432'; w.container('front').envFrom = [{ configMapRef: { name: 'front-config' } }]; },
    'the opening is for pods of another namespace': (w) => { policy(w, 'front').egress[0].to[0].namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'other' } }; },
    'the opening is for a namespace that has other labels': (w) => { policy(w, 'front').egress[0].to = [{ namespaceSelector: { matchLabels: { team: 'x' } } }]; },
  },
  quiet: {
    'another policy lets it out': (w) => {
      w.env('DB_ADDR', 'db:5432');
      allowAll(w, { policyTypes: ['Egress'], egress: [{ to: [{ podSelector: { matchLabels: { app: 'db' } } }] }] });
    },
    'the whole namespace is open': (w) => { policy(w, 'front').egress[0] = { to: [{ podSelector: {} }] }; },
    'a range of ports is open': (w) => { policy(w, 'front').egress[0].ports[0] = { port: 8000, endPort: 9999 }; },
    'the port is open by its name': (w) => { policy(w, 'front').egress[0].ports[0] = { port: 'http' }; },
    'only who comes in is restricted': (w) => { policy(w, 'front').policyTypes = ['Ingress']; },
    'another tool\'s policy may let it out': (w) => {
      w.env('DB_ADDR', 'db:5432');
      w.add({ apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'x', namespace: 'shop' }, spec: {} });
    },
    'the word is no address': (w) => w.env('MODE', 'db'),
    'the program calls itself': (w) => w.env('SELF_URL', 'http://front.shop.svc:80'),
    'the callee is of another folder': (w) => w.env('BANK_URL', 'https://bank.example.com'),
    'nobody knows the labels of the namespace': (w) => { w.remove('Namespace', 'shop'); policy(w, 'front').egress[0].to = [{ namespaceSelector: { matchLabels: { team: 'x' } } }]; },
  },
});

table('graph/policy-blocks-callee', Severity.ERROR, {
  complains: {
    'the caller is not among the peers': (w) => { policy(w, 'orders').ingress[0].from[0].podSelector.matchLabels.app = 'reports'; },
    'another port is open': (w) => { w.container('orders').ports.push({ name: 'admin', containerPort: 9001 }); policy(w, 'orders').ingress[0].ports[0].port = 'admin'; },
    'nobody is let in': (w) => { policy(w, 'orders').ingress = []; },
    'there is a policy that closes the namespace': (w) => { w.remove('NetworkPolicy', 'orders'); w.add({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'deny', namespace: 'shop' }, spec: { podSelector: {} } }); },
  },
  quiet: {
    'everybody is let in': (w) => { policy(w, 'orders').ingress = [{}]; },
    'no policy closes it': (w) => w.remove('NetworkPolicy', 'orders'),
  },
});

table('graph/policy-without-dns', Severity.WARNING, {
  complains: {
    'the peer is open, and DNS is not (D5)': (w) => policy(w, 'front').egress.pop(),
    'the port is open for TCP only, as nothing is said': (w) => { policy(w, 'front').egress[1].ports = [{ port: 53 }]; },
    'port 53 is open for the peer only': (w) => { policy(w, 'front').egress[1].to = [{ podSelector: { matchLabels: { app: 'orders' } } }]; },
    'every port of another namespace is open': (w) => { policy(w, 'front').egress[1] = { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } }] }; },
  },
  quiet: {
    'everything is open': (w) => { policy(w, 'front').egress = [{}]; },
    'nothing is open: the pod needs no names': (w) => { w.env('ORDERS_URL', ''); policy(w, 'front').egress = []; },
    'a policy for the whole namespace opens it': (w) => {
      policy(w, 'front').egress.pop();
      allowAll(w, { policyTypes: ['Egress'], egress: [{ ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] }] });
    },
    'it is OpenShift': (w) => { policy(w, 'front').egress[1] = { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'openshift-dns' } } }], ports: [{ port: 5353, protocol: 'UDP' }] }; },
    'the names are asked of the node': (w) => { policy(w, 'front').egress[1].to = [{ ipBlock: { cidr: '169.254.20.10/32' } }]; },
    'the pod asks a server of its own': (w) => { policy(w, 'front').egress.pop(); w.pod('front').dnsPolicy = 'None'; },
  },
});

table('graph/policy-dns-without-tcp', Severity.INFO, {
  complains: { 'UDP is open only': (w) => policy(w, 'front').egress[1].ports.pop() },
});

table('graph/policy-without-pods', Severity.WARNING, {
  complains: { 'a policy has a slip in its selector': (w) => { const p = w.copy('NetworkPolicy', 'orders', 'x'); p.spec.podSelector.matchLabels.app = 'order'; } },
  quiet: { 'it is for the whole of a namespace that is empty': (w) => { w.copy('NetworkPolicy', 'orders', 'x').metadata.namespace = 'empty'; w.get('NetworkPolicy', 'x').spec.podSelector = {}; } },
});

table('graph/policy-peer-without-pods', Severity.INFO, {
  complains: { 'a peer has a slip': (w) => policy(w, 'orders').ingress.push({ from: [{ podSelector: { matchLabels: { app: 'frnt' } } }], ports: [{ port: 9000 }] }) },
  quiet: {
    'it is in a namespace of which nothing is here': (w) => policy(w, 'orders').ingress.push({
      from: [{ podSelector: { matchLabels: { app: 'prometheus' } }, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }], ports: [{ port: 9000 }],
    }),
  },
});

table('graph/policy-opens-service-port', Severity.ERROR, {
  also: ['graph/policy-blocks-callee', 'graph/policy-blocks-caller', 'graph/policy-port-not-open'],
  complains: {
    'the Service\'s port is let in': (w) => { policy(w, 'orders').ingress[0].ports[0].port = 80; },
    'the Service\'s port is let out to': (w) => { policy(w, 'front').egress[0].ports[0].port = 80; },
  },
});

table('graph/policy-port-name', Severity.ERROR, {
  also: ['graph/policy-blocks-callee'],
  complains: { 'no container has a port of that name': (w) => { policy(w, 'orders').ingress[0].ports[0].port = 'web'; } },
});

table('graph/policy-port-not-open', Severity.INFO, {
  complains: { 'no container declares the port': (w) => policy(w, 'orders').ingress[0].ports.push({ port: 9999 }) },
});

table('graph/call-misses-service', Severity.WARNING, {
  complains: { 'a variable names a Service that is not here': (w) => w.env('CART_URL', 'http://cart.shop.svc.cluster.local:8080') },
  quiet: {
    'nothing of that namespace is here': (w) => w.env('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://collector.observability.svc.cluster.local:4318'),
    'it is declared': (w) => { w.env('CART_URL', 'http://cart.shop.svc:8080'); w.externals = [External.service('cart')]; },
  },
});

table('graph/call-misses-port', Severity.WARNING, {
  complains: { 'a variable calls the container\'s port': (w) => w.env('ORDERS_URL', 'http://orders:9000') },
  quiet: { 'a headless Service has every port of its pods': (w) => w.env('DB_METRICS', 'http://db:9187', 'reports') },
});
