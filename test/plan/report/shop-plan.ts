import { Plan } from '../../../src';
import { Folder } from '../../rules/reading/folder-kit';
import { autoscaler, binding, claim, claims, config, deployment, ingress, named, owner, pod, policy, role, secret, service, yaml } from '../plan-kit';

const scaled = (c: any) => {
  const { replicas: _, ...spec } = deployment({}, pod({}, c)).spec as any;
  return { ...deployment(), spec };
};
const web = { ports: [{ name: 'http', containerPort: 8080 }], readinessProbe: { httpGet: { port: 8080 } }, resources: { requests: { cpu: '250m', memory: '128Mi' } } };
const reads = (image: string) => ({ ...web, image, envFrom: [{ configMapRef: { name: 'conf' } }] });
const database = (name: string) => owner('StatefulSet', { serviceName: 'db', replicas: 3, volumeClaimTemplates: claims }, pod({}, {}, { app: 'db' }), name);
const fleet = (tag: string) => ['b', 'c', 'd', 'e', 'f'].map((name) => named(name, {}, { image: `x:${tag}` }));
const rule = (verbs: string[]) => ({ apiGroups: [''], resources: ['configmaps'], verbs });

/** A commit that does a bit of everything. */
export function shopPlan(): Plan {
  const before = [
    ...fleet('1'), scaled(reads('shop/a:1')), autoscaler(2, 6), service({ ports: [{ port: 80, targetPort: 8080 }] }), config({ LEVEL: 'info' }), secret({ password: 'b2xk' }), claim('2Gi'),
    database('db'), policy({ ingress: [{ from: [{ podSelector: { matchLabels: { app: 'b' } } }], ports: [{ port: 8080 }] }] }), role([rule(['get'])]), binding(),
    ingress('a.example.com'), owner('DaemonSet', {}, pod({}, {}, { app: 'agent' }), 'agent'),
  ];
  const after = [
    ...fleet('2'), scaled({ ...reads('shop/a:1'), env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'pw', key: 'password' } } }] }), autoscaler(3, 9), service({ type: 'LoadBalancer', ports: [{ port: 80, targetPort: 8080 }] }),
    config({ LEVEL: 'debug' }), secret({ password: 'bmV3' }), claim('1Gi'), database('orders-db'),
    policy({ ingress: [{ from: [{ podSelector: { matchLabels: { app: 'b' } } }, { podSelector: { matchLabels: { app: 'c' } } }], ports: [{ port: 8080 }] }] }), role([rule(['get', 'update'])]), binding(),
    ingress('a.example.com'), owner('DaemonSet', {}, pod({}, { imagePullPolicy: 'IfNotPresent' }, { app: 'agent' }), 'agent'),
  ];
  const folder = new Folder({ 'old/shop.yaml': yaml(before), 'new/shop.yaml': yaml(after) });
  const metadata = { version: '1.0.0', objects: [{ kind: 'Service', namespace: 'shop', name: 'a', construct: 'shop/a' }, { kind: 'Deployment', namespace: 'shop', name: 'a', construct: 'shop/a' }], resources: {} };
  folder.write('new/construct-metadata.json', JSON.stringify(metadata));
  folder.write('approvals.yaml', '- {kind: PersistentVolumeClaim, namespace: shop, name: data, effect: recreate-blocked, reason: made anew on Sunday}\n');
  const home = process.cwd();
  process.chdir(folder.path); // so that the places are the same wherever it is
  try {
    return Plan.between('old', 'new', { approvals: 'approvals.yaml' });
  } finally {
    process.chdir(home);
    folder.remove();
  }
}
