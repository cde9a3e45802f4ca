import { table, World } from './world';
import { Severity } from '../../../src';
import { External } from '../../../src/rules/graph/external';

const ref = (w: World, name: string, value: any) => w.container('front').env.push({ name, valueFrom: value });
/** KEDA proves who it is by what stands in other objects. */
const kedaReads = (w: World, spec: any, apiVersion = 'keda.sh/v1alpha1') => w.add({ apiVersion, kind: 'TriggerAuthentication', metadata: { name: 'front-kafka', namespace: 'shop' }, spec });

table('graph/missing-config-map', Severity.WARNING, {
  complains: {
    'a variable reads a ConfigMap that is not here': (w) => ref(w, 'A', { configMapKeyRef: { name: 'nope', key: 'a' } }),
    'all variables come from a ConfigMap that is not here': (w) => { w.container('front').envFrom = [{ configMapRef: { name: 'nope' } }]; },
    'files come from a ConfigMap that is not here': (w) => { w.pod('front').volumes[1].configMap.name = 'nope'; },
    'a projected file does': (w) => { w.pod('front').volumes[2].projected.sources.push({ configMap: { name: 'nope' } }); },
    'KEDA reads it': (w) => kedaReads(w, { configMapTargetRef: [{ parameter: 'sasl', name: 'nope', key: 'sasl' }] }),
    'it is in another namespace': (w) => { w.objects.filter((o) => o.metadata.name === 'front-config').forEach((o) => { o.metadata.namespace = 'other'; }); },
    'a Job reads it': (w) => { w.container('migrate', 'Job').envFrom = [{ configMapRef: { name: 'nope' } }]; },
    'it is declared for another namespace': (w) => {
      ref(w, 'A', { configMapKeyRef: { name: 'nope', key: 'a' } });
      w.externals = [External.configMap('nope', ['a'], 'other')];
    },
  },
  quiet: {
    'the reference is optional': (w) => ref(w, 'A', { configMapKeyRef: { name: 'nope', key: 'a', optional: true } }),
    'it is declared': (w) => {
      ref(w, 'A', { configMapKeyRef: { name: 'nope', key: 'a' } });
      w.externals = [External.configMap('nope')];
    },
    'every namespace has it': (w) => w.pod('front').volumes.push({ name: 'ca', configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } }),
    'trust-manager makes it': (w) => {
      ref(w, 'A', { configMapKeyRef: { name: 'ca', key: 'ca.pem' } });
      w.add({ apiVersion: 'trust.cert-manager.io/v1alpha1', kind: 'Bundle', metadata: { name: 'ca' }, spec: {} });
    },
    'a Deployment made the ReplicaSet that reads it': (w) => {
      const set = w.copy('Deployment', 'front', 'front-abc');
      Object.assign(set, { kind: 'ReplicaSet' });
      set.metadata.ownerReferences = [{ kind: 'Deployment', name: 'front', controller: true }];
      set.spec.template.spec.containers[0].envFrom = [{ configMapRef: { name: 'nope' } }];
    },
  },
});

table('graph/missing-secret', Severity.WARNING, {
  complains: {
    'a variable reads a Secret that is not here': (w) => ref(w, 'A_FILE', { secretKeyRef: { name: 'nope', key: 'a' } }),
    'a volume does': (w) => { w.pod('front').volumes[2] = { name: 'stripe', secret: { secretName: 'nope' } }; },
    'an image is pulled with it': (w) => { w.pod('front').imagePullSecrets = [{ name: 'registry' }]; },
    'a ServiceAccount pulls images with it': (w) => { w.get('ServiceAccount', 'front').imagePullSecrets = [{ name: 'registry' }]; },
    'an Ingress serves its certificate': (w) => { w.get('Ingress', 'front').spec.tls[0].secretName = 'nope'; },
    'KEDA signs in with it': (w) => kedaReads(w, { secretTargetRef: [{ parameter: 'password', name: 'nope', key: 'password' }] }),
  },
  quiet: {
    'KEDA signs in with one that is fetched': (w) => kedaReads(w, { secretTargetRef: [{ parameter: 'password', name: 'stripe', key: 'api-key' }] }),
    'KEDA proves who it is without a Secret': (w) => kedaReads(w, { podIdentity: { provider: 'aws' } }),
    'another controller has a kind of that name': (w) => kedaReads(w, { secretTargetRef: [{ parameter: 'password', name: 'nope', key: 'password' }] }, 'example.com/v1'),
    'an ExternalSecret of its own name makes it': (w) => { delete w.get('ExternalSecret', 'stripe').spec.target; },
    'a SealedSecret makes it': (w) => {
      ref(w, 'A', { secretKeyRef: { name: 'sealed', key: 'a' } });
      w.add({ apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', metadata: { name: 'sealed', namespace: 'shop' }, spec: { encryptedData: { a: 'x' } } });
    },
    'cert-manager makes it for the Ingress': (w) => {
      const ingress = w.get('Ingress', 'front');
      ingress.metadata.annotations = { 'cert-manager.io/cluster-issuer': 'letsencrypt' };
      ingress.spec.tls[0].secretName = 'made';
    },
    'a Certificate makes it': (w) => {
      w.get('Ingress', 'front').spec.tls[0].secretName = 'made';
      w.add({ apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata: { name: 'front', namespace: 'shop' }, spec: { secretName: 'made' } });
    },
    'it is declared': (w) => {
      w.pod('front').imagePullSecrets = [{ name: 'registry' }];
      w.externals = [External.secret('registry')];
    },
  },
});

table('graph/missing-key', Severity.ERROR, {
  complains: {
    'a variable reads a key that the ConfigMap does not have': (w) => { w.container('front').env[0].valueFrom.configMapKeyRef.key = 'LEVEL'; },
    'a file is a key that the ConfigMap does not have': (w) => { w.pod('front').volumes[1].configMap.items[0].key = 'app.yml'; },
    'a file is a key that nobody fetches': (w) => { w.pod('front').volumes[2].projected.sources[0].secret.items[0].key = 'apikey'; },
    'a declared Secret does not have the key': (w) => {
      ref(w, 'A', { secretKeyRef: { name: 'legacy', key: 'url' } });
      w.externals = [External.secret('legacy', ['dsn'])];
    },
    'KEDA signs in with a key that nobody fetches': (w) => kedaReads(w, { secretTargetRef: [{ parameter: 'password', name: 'stripe', key: 'passwrd' }] }),
    'a certificate has no such file': (w) => { delete w.get('Secret', 'front-tls').data['tls.key']; },
    'a sealed Secret does not have the key': (w) => {
      ref(w, 'A', { secretKeyRef: { name: 'sealed', key: 'b' } });
      w.add({ apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', metadata: { name: 'sealed', namespace: 'shop' }, spec: { encryptedData: { a: 'x' } } });
    },
    'a generator makes other keys': (w) => {
      ref(w, 'A', { secretKeyRef: { name: 'made', key: 'token' } });
      const spec = { target: { name: 'made' }, dataFrom: [{ sourceRef: { generatorRef: { kind: 'Password', name: 'made' } } }] };
      w.add({ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name: 'made', namespace: 'shop' }, spec });
      w.add({ apiVersion: 'generators.external-secrets.io/v1alpha1', kind: 'Password', metadata: { name: 'made', namespace: 'shop' }, spec: { secretKeys: ['password'] } });
    },
    'the Secret is rendered from a template with other keys': (w) => { w.get('ExternalSecret', 'stripe').spec.target.template = { data: { dsn: '{{ .api-key }}' } }; },
  },
  quiet: {
    'nobody knows the keys': (w) => {
      w.get('ExternalSecret', 'stripe').spec = { dataFrom: [{ extract: { key: 'shop/stripe' } }] };
    },
    'the key is optional': (w) => { Object.assign(w.container('front').env[0].valueFrom.configMapKeyRef, { key: 'LEVEL', optional: true }); },
    'the files are optional': (w) => { Object.assign(w.pod('front').volumes[1].configMap, { items: [{ key: 'x', path: 'x' }], optional: true }); },
    'it is binary': (w) => {
      const config = w.get('ConfigMap', 'front-config');
      config.binaryData = { 'app.yml': '' };
      w.pod('front').volumes[1].configMap.items[0].key = 'app.yml';
    },
  },
});

table('graph/missing-service-account', Severity.WARNING, {
  complains: {
    'a pod runs as somebody who is not here': (w) => { w.pod('orders').serviceAccountName = 'nope'; },
  },
  quiet: {
    'it is the namespace\'s own': (w) => { w.pod('orders').serviceAccountName = 'default'; },
    'it is declared': (w) => {
      w.pod('orders').serviceAccountName = 'nope';
      w.externals = [External.serviceAccount('nope', 'shop')];
    },
  },
});

table('graph/missing-claim', Severity.WARNING, {
  complains: {
    'a pod mounts a claim that is not here': (w) => { w.pod('reports').volumes[0].persistentVolumeClaim.claimName = 'nope'; },
  },
  quiet: {
    'it is declared': (w) => {
      w.pod('reports').volumes[0].persistentVolumeClaim.claimName = 'old';
      w.externals = [External.persistentVolumeClaim('old')];
    },
  },
});

table('graph/missing-priority-class', Severity.WARNING, {
  complains: { 'a pod has a class that is not here': (w) => { w.pod('front').priorityClassName = 'high'; } },
  quiet: {
    'it is here': (w) => {
      w.pod('front').priorityClassName = 'high';
      w.add({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1 });
    },
    'it is declared': (w) => {
      w.pod('front').priorityClassName = 'high';
      w.externals = [External.priorityClass('high')];
    },
  },
});

table('graph/undeclared-storage-class', Severity.INFO, {
  complains: {
    'a claim has a class that is not here': (w) => { w.get('PersistentVolumeClaim', 'reports').spec.storageClassName = 'fast'; },
    'a claim of a StatefulSet does': (w) => { w.get('StatefulSet', 'db').spec.volumeClaimTemplates[0].spec.storageClassName = 'fast'; },
  },
  quiet: {
    'it is declared': (w) => {
      w.get('PersistentVolumeClaim', 'reports').spec.storageClassName = 'fast';
      w.externals = [External.storageClass('fast')];
    },
  },
});

table('graph/claim-not-mounted', Severity.WARNING, {
  complains: { 'a StatefulSet makes a claim that nobody mounts': (w) => { w.container('db', 'StatefulSet').volumeMounts = []; } },
});

table('graph/volume-not-mounted', Severity.INFO, {
  complains: { 'a volume is in the pod and in no container': (w) => w.pod('front').volumes.push({ name: 'spare', emptyDir: {} }) },
  quiet: {
    'an init container reads it': (w) => {
      w.pod('front').volumes.push({ name: 'spare', emptyDir: {} });
      w.pod('front').initContainers = [{ name: 'init', image: 'a:1', volumeMounts: [{ name: 'spare', mountPath: '/spare' }] }];
    },
  },
});

table('graph/missing-role', Severity.WARNING, {
  complains: { 'a binding grants a role that is not here': (w) => { w.get('RoleBinding', 'front').roleRef.name = 'nope'; } },
  quiet: { 'every cluster has it': (w) => { w.get('RoleBinding', 'front').roleRef = { kind: 'ClusterRole', name: 'view' }; } },
});

table('graph/missing-subject', Severity.WARNING, {
  complains: { 'a binding grants to somebody who is not here': (w) => { w.get('RoleBinding', 'front').subjects[0].name = 'nope'; } },
  quiet: {
    'it is in a namespace of which nothing is here': (w) => { Object.assign(w.get('RoleBinding', 'front').subjects[0], { name: 'prometheus', namespace: 'elsewhere' }); },
    'it is a group': (w) => { w.get('RoleBinding', 'front').subjects[0] = { kind: 'Group', name: 'team-shop' }; },
  },
});

table('graph/duplicate-object', Severity.ERROR, {
  complains: {
    'an object is there twice': (w) => w.add({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'front-tls', namespace: 'shop' }, data: {} }),
    'a workload is, which then does not clash with itself': (w) => { w.add(structuredClone(w.get('Deployment', 'orders'))); },
    'a budget and an autoscaler are': (w) => w.add(...['PodDisruptionBudget', 'HorizontalPodAutoscaler', 'NetworkPolicy'].map((kind) => structuredClone(w.get(kind, 'front')))),
  },
  quiet: {
    'it is in another namespace': (w) => { w.copy('Secret', 'front-tls', 'x').metadata = { name: 'front-tls', namespace: 'other' }; },
    'it is of another group': (w) => w.add({ apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'front', namespace: 'shop' } }),
    'kustomize reads it for itself': (w) => w.add(...[1, 2].map(() => ({ apiVersion: 'builtin', kind: 'LabelTransformer', metadata: { name: 'x' } }))),
    'it has no name yet': (w) => w.add(...[1, 2].map(() => ({ apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName: 'x-' }, spec: { ttlSecondsAfterFinished: 1 } }))),
  },
});
