import { clusterSecrets } from './cloud-native-pg';
import { External } from './external';
import { at, push, record, records, text, texts } from './json';
import { isCertified } from './reference';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';

/** Which keys an object has; undefined where nobody here can tell. @internal */
export type Keys = ReadonlySet<string> | undefined;

interface Provision { readonly kind: string; readonly namespace: string | undefined; readonly name: string; readonly keys: Keys }

/** Present in every namespace or cluster. */
const GIVEN: Provision[] = [
  { kind: 'ServiceAccount', namespace: undefined, name: 'default', keys: undefined },
  { kind: 'ConfigMap', namespace: undefined, name: 'kube-root-ca.crt', keys: new Set(['ca.crt']) },
  { kind: 'ConfigMap', namespace: undefined, name: 'openshift-service-ca.crt', keys: new Set(['service-ca.crt']) },
  { kind: 'PriorityClass', namespace: '', name: 'system-cluster-critical', keys: undefined },
  { kind: 'PriorityClass', namespace: '', name: 'system-node-critical', keys: undefined },
];

/**
 * What will be there by name: objects among the manifests, objects that controllers
 * make from them, what every cluster has, and what was declared.
 *
 * @internal
 */
export class Provisions {
  public static of(manifests: Manifests, externals: readonly External[]): Provisions {
    return new Provisions(manifests._once(provided), externals);
  }

  private readonly declared = new Map<string, Provision[]>();

  private constructor(private readonly here: ReadonlyMap<string, Provision[]>, externals: readonly External[]) {
    for (const e of externals) {
      push(this.declared, `${e.kind}/${e.name}`, { kind: e.kind, namespace: e.namespace, name: e.name, keys: e.keys && new Set(e.keys) });
    }
  }

  /** The keys of what has that name, wrapped to tell "unknown keys" from "nothing there". */
  public find(kind: string, namespace: string, name: string): { readonly keys: Keys } | undefined {
    const id = `${kind}/${name}`;
    const reaches = (p: Provision) => p.namespace === undefined || p.namespace === '' || p.namespace === namespace;
    const here = this.here.get(id);
    const declared = this.declared.get(id);
    if (here?.length === 1 && declared === undefined && reaches(here[0])) return here[0]; // most names
    const found = [here, declared].flatMap((provisions) => provisions?.filter(reaches) ?? []);
    if (found.length <= 1) return found[0];
    const known = found.map((p) => p.keys);
    return { keys: known.includes(undefined) ? undefined : new Set(known.flatMap((keys) => [...keys!])) };
  }
}

function provided(manifests: Manifests): ReadonlyMap<string, Provision[]> {
  const byName = new Map<string, Provision[]>();
  const add = (p: Provision) => push(byName, `${p.kind}/${p.name}`, p);
  GIVEN.forEach(add);
  for (const manifest of manifests.all) provisionsOf(manifest, manifests).forEach(add);
  return byName;
}

function provisionsOf(manifest: Manifest, manifests: Manifests): Provision[] {
  const { kind, apiGroup, namespace, name, object } = manifest;
  const secret = (secretName: string, keys: Keys): Provision[] => (secretName === '' ? [] : [{ kind: 'Secret', namespace, name: secretName, keys }]);
  switch (`${apiGroup}/${kind}`) {
    case '/ConfigMap':
      return [{ kind, namespace, name, keys: configMapKeys(object) }];
    case '/Secret':
      return secret(name, secretKeys(object));
    case '/ServiceAccount':
    case '/PersistentVolumeClaim':
    case 'scheduling.k8s.io/PriorityClass':
    case 'storage.k8s.io/StorageClass':
      return [{ kind, namespace, name, keys: undefined }];
    case 'bitnami.com/SealedSecret':
      return secret(name, keysOf(object?.spec?.encryptedData, at(object, 'spec', 'template', 'data')));
    case 'external-secrets.io/ExternalSecret':
      return secret(text(at(object, 'spec', 'target', 'name')) || name, fetchedKeys(manifest, manifests));
    case 'secrets-store.csi.x-k8s.io/SecretProviderClass':
      return records(object?.spec?.secretObjects).flatMap((made) => secret(text(made.secretName), new Set(records(made.data).map((entry) => text(entry.key)))));
    case 'postgresql.cnpg.io/Cluster':
      return Object.entries(clusterSecrets(manifest)).flatMap(([made, keys]) => secret(made, new Set(keys)));
    case 'cert-manager.io/Certificate':
      return secret(text(object?.spec?.secretName), certificateKeys(object?.spec));
    case 'secrets.hashicorp.com/VaultStaticSecret':
    case 'secrets.hashicorp.com/VaultDynamicSecret':
    case 'secrets.hashicorp.com/VaultPKISecret':
      return secret(text(at(object, 'spec', 'destination', 'name')), undefined);
    case 'trust.cert-manager.io/Bundle':
      return [{ kind: 'ConfigMap', namespace: undefined, name, keys: undefined }];
    case 'networking.k8s.io/Ingress':
      return isCertified(manifest) ? records(object?.spec?.tls).flatMap((tls) => secret(text(tls.secretName), undefined)) : [];
    default:
      return [];
  }
}

function configMapKeys(object: any): Keys {
  const labels = record(object?.metadata?.labels);
  return 'config.openshift.io/inject-trusted-cabundle' in labels ? undefined : keysOf(object?.data, object?.binaryData);
}

function secretKeys(object: any): Keys {
  // The token controller fills these in.
  const filled = object?.type === 'kubernetes.io/service-account-token' ? ['token', 'ca.crt', 'namespace'] : [];
  return new Set([...keysOf(object?.data, object?.stringData), ...filled]);
}

function keysOf(...maps: unknown[]): Set<string> {
  return new Set(maps.flatMap((map) => Object.keys(record(map))));
}

function fetchedKeys({ namespace, object }: Manifest, manifests: Manifests): Keys {
  const spec = record(object?.spec);
  const template = record(at(spec, 'target', 'template'));
  const policy = at(spec, 'target', 'creationPolicy');
  if (policy === 'Merge' || policy === 'None' || records(template.templateFrom).length > 0) return undefined;
  const rendered = Object.keys(record(template.data));
  if (rendered.length > 0 && template.mergePolicy !== 'Merge') return new Set(rendered);
  const keys = new Set([...rendered, ...records(spec.data).map((entry) => text(entry.secretKey))]);
  for (const source of records(spec.dataFrom)) {
    const ref = record(at(source, 'sourceRef', 'generatorRef'));
    const generator = text(ref.kind) === 'Password' ? manifests.find('Password', namespace, text(ref.name)) : undefined;
    if (generator === undefined || Array.isArray(source.rewrite)) return undefined;
    const made = texts(generator.object?.spec?.secretKeys);
    (made.length > 0 ? made : ['password']).forEach((key) => keys.add(key));
  }
  return keys;
}

function certificateKeys(spec: unknown): Keys {
  const { keystores, additionalOutputFormats } = record(spec);
  return keystores === undefined && additionalOutputFormats === undefined ? new Set(['tls.crt', 'tls.key', 'ca.crt']) : undefined;
}
