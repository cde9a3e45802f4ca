import { table, World } from './world';
import { Severity } from '../../../src';
import { External } from '../../../src/rules/graph/external';

const istio = (kind: string, name: string, spec: object, group = 'networking') => ({ apiVersion: `${group}.istio.io/v1`, kind, metadata: { name, namespace: 'shop' }, spec });
const virtualService = (name: string, spec: object) => istio('VirtualService', name, { http: [{ route: [{ destination: { host: 'orders' } }] }], ...spec });
const accounts = (name: string) => istio('AuthorizationPolicy', 'orders', { rules: [{ from: [{ source: { principals: [name] } }] }] }, 'security');

table('graph/mesh-host-twice', Severity.ERROR, {
  complains: {
    'two VirtualServices have one host': (w) => w.add(virtualService('a', { hosts: ['orders'] }), virtualService('b', { hosts: ['orders'] })),
    'one of them writes the full name': (w) => w.add(virtualService('a', { hosts: ['orders'] }), virtualService('b', { hosts: ['orders.shop.svc.cluster.local'] })),
    'two DestinationRules have one host': (w) => w.add(istio('DestinationRule', 'a', { host: 'orders' }), istio('DestinationRule', 'b', { host: 'orders.shop.svc.cluster.local' })),
  },
  quiet: {
    'one is for a gateway only': (w) => w.add(virtualService('a', { hosts: ['orders'] }), virtualService('b', { hosts: ['orders'], gateways: ['public'] })),
    'a VirtualService and a DestinationRule belong together': (w) => w.add(virtualService('a', { hosts: ['orders'] }), istio('DestinationRule', 'a', { host: 'orders' })),
    'one is for some callers only': (w) => w.add(istio('DestinationRule', 'a', { host: 'orders' }), istio('DestinationRule', 'b', { host: 'orders', workloadSelector: { matchLabels: { app: 'front' } } })),
  },
});

table('graph/mesh-host-without-service', Severity.WARNING, {
  complains: {
    'a DestinationRule is for nobody': (w) => w.add(istio('DestinationRule', 'a', { host: 'ordres' })),
    'a VirtualService is for nobody': (w) => w.add(virtualService('a', { hosts: ['ordres.shop.svc.cluster.local'] })),
    'requests are led to nobody': (w) => w.add(virtualService('a', { hosts: ['orders'], http: [{ route: [{ destination: { host: 'orders-canary' } }] }] })),
  },
  quiet: {
    'it is there': (w) => w.add(istio('DestinationRule', 'a', { host: 'orders.shop.svc.cluster.local' })),
    'it is declared': (w) => { w.add(istio('DestinationRule', 'a', { host: 'bank' })); w.externals = [External.service('bank')]; },
    'it is outside': (w) => w.add(istio('DestinationRule', 'a', { host: 'api.stripe.com' })),
    'it is in a namespace that is not here': (w) => w.add(istio('DestinationRule', 'a', { host: 'ledger.bank.svc.cluster.local' })),
  },
});

table('graph/mesh-caller-without-account', Severity.WARNING, {
  complains: {
    'an AuthorizationPolicy names nobody': (w) => w.add(accounts('cluster.local/ns/shop/sa/nobody')),
    'a MeshTLSAuthentication names nobody': (w: World) => w.add({
      apiVersion: 'policy.linkerd.io/v1alpha1', kind: 'MeshTLSAuthentication', metadata: { name: 'a', namespace: 'shop' }, spec: { identityRefs: [{ kind: 'ServiceAccount', name: 'nobody' }] },
    }),
  },
  quiet: {
    'everybody has that one': (w) => w.add(accounts('cluster.local/ns/shop/sa/default')),
    'it is declared': (w) => { w.add(accounts('cluster.local/ns/shop/sa/cron')); w.externals = [External.serviceAccount('cron')]; },
    'it is in a namespace that is not here': (w) => w.add(accounts('cluster.local/ns/bank/sa/ledger')),
    'it is a pattern': (w) => w.add(accounts('*/ns/shop/sa/*')),
  },
});

const strict = (more: object = {}) => istio('PeerAuthentication', 'orders', { selector: { matchLabels: { app: 'orders' } }, mtls: { mode: 'STRICT' }, ...more }, 'security');
const monitor = (endpoint: object) => ({ apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor', metadata: { name: 'orders', namespace: 'shop' }, spec: { selector: { matchLabels: { app: 'orders' } }, podMetricsEndpoints: [endpoint] } });
const portName = (w: World) => w.container('orders').ports[0].name;

table('graph/mesh-strict-scrape', Severity.WARNING, {
  complains: {
    'plain text is refused': (w) => w.add(strict(), monitor({ port: portName(w) })),
  },
  quiet: {
    'the port takes plain text': (w) => w.add(strict({ portLevelMtls: { [w.container('orders').ports[0].containerPort]: { mode: 'PERMISSIVE' } } }), monitor({ port: portName(w) })),
    'it is scraped over TLS': (w) => w.add(strict(), monitor({ port: portName(w), scheme: 'https' })),
    'the mesh is not strict': (w) => w.add(strict({ mtls: { mode: 'PERMISSIVE' } }), monitor({ port: portName(w) })),
  },
});
