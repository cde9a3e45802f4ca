import { existsSync, readFileSync } from 'fs';
import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ISecretSource } from './secret-source';
import { Problem } from '../model/problem';
import { Flaw, flaw, quoted } from '../values/flaw';
import { configKeyFlaws, objectNameFlaws } from '../values/names';
import { SecretKey } from '../values/secret-key';

const ROTATION = 'a file that is encrypted anew changes the Secret; mounted files follow within about a minute or two';
const ENCRYPTED = /^ENC\[AES256_GCM,data:[A-Za-z0-9+/=]*,iv:[A-Za-z0-9+/=]+,tag:[A-Za-z0-9+/=]+,type:(str|int|float|bool|bytes|comment)\]$/;

/**
 * A Secret that is in Git as a file encrypted by SOPS.
 *
 * Becomes the Secret as the file has it, still encrypted and in the file's order: Flux decrypts it
 * while it applies it (`decryption.provider: sops`). Argo CD needs a plugin for that, and `kubectl apply`
 * alone would store the ciphertext. A value that is not encrypted is refused.
 *
 * Encrypt values only (`encrypted_regex: ^(data|stringData)$`), as names and types must stay readable.
 */
export class SopsSecret extends Construct implements ISecretSource {
  /** A file with one Secret. @param scope the chart @param id names the construct @param path from where the program of the manifests is run, such as `./secrets/stripe.yaml` */
  public static fromFile(scope: Construct, id: string, path: string): SopsSecret {
    return new SopsSecret(scope, id, path);
  }

  public readonly secretName: string;
  public readonly keys: string[];
  public readonly rotation?: string = ROTATION;

  private constructor(scope: Construct, id: string, path: string) {
    super(scope, id);
    const { object, error } = readSecret(path);
    const named = typeof object?.metadata?.name === 'string' ? object.metadata.name : id;
    this.secretName = named;
    this.keys = [...Object.keys(record(object?.data)), ...Object.keys(record(object?.stringData))];
    const flaws = error !== undefined ? [flaw('sops/bad-file', `${quoted(path)} ${error}`, 'Name a YAML or JSON file with one Secret, encrypted by SOPS.')] : secretFlaws(path, object, Chart.of(this).namespace);
    this.node.addValidation({ validate: () => flaws.map((f) => Problem._at(this.node.path, f).message) });
    // Whatever else were written into it would not be covered by the signature of the file.
    new Verbatim(this, 'Secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: named } }, flaws.length > 0 ? {} : object);
  }

  public key(name: string): SecretKey {
    return SecretKey._among(this.secretName, name, this.keys, { rotation: ROTATION });
  }
}

/** An object that is written as it was read. */
class Verbatim extends ApiObject {
  constructor(scope: Construct, id: string, head: { apiVersion: string; kind: string; metadata: { name: string } }, private readonly whole: object) {
    super(scope, id, head);
  }

  public toJson(): any {
    return this.whole;
  }
}

function readSecret(path: string): { object?: any; error?: string } {
  if (!existsSync(path)) return { error: 'is not there' };
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const yaml = require('yaml') as typeof import('yaml');
  try {
    const docs = yaml.parseAllDocuments(readFileSync(path, 'utf8'));
    if (!Array.isArray(docs) || docs.length !== 1) return { error: `holds ${Array.isArray(docs) ? docs.length : 0} documents` };
    if (docs[0].errors.length > 0) return { error: 'is no YAML' };
    const object = docs[0].toJS();
    return object?.kind === 'Secret' && object?.apiVersion === 'v1' ? { object } : { error: `holds no Secret${object?.kind === undefined ? '' : `, but a ${quoted(object.kind)}`}` };
  } catch {
    return { error: 'cannot be read' };
  }
}

/** No value is ever shown. */
function secretFlaws(path: string, object: any, namespace: string | undefined): Flaw[] {
  const { name } = object.metadata ?? {};
  const plain = [...Object.entries(record(object.data)), ...Object.entries(record(object.stringData))].filter(([, value]) => !ENCRYPTED.test(String(value))).map(([key]) => key);
  const recipients = ['age', 'pgp', 'kms', 'gcp_kms', 'azure_kv', 'hc_vault', 'key_groups'].some((kind) => Array.isArray(object.sops?.[kind]) && object.sops[kind].length > 0);
  const keys = [...Object.keys(record(object.data)), ...Object.keys(record(object.stringData))];
  return [
    ...(typeof name === 'string' && !name.startsWith('ENC[') ? objectNameFlaws('Secret', name) : [flaw('sops/encrypted-name', `the name of the Secret in ${quoted(path)} is encrypted or missing`,
      'Encrypt values only: sops --encrypted-regex \'^(data|stringData)$\'.')]),
    ...keys.flatMap(configKeyFlaws),
    ...(keys.length > 0 ? [] : [flaw('secret/no-keys', `the Secret in ${quoted(path)} has no keys`, 'Give it at least one value.')]),
    ...(object.sops?.mac !== undefined && ENCRYPTED.test(String(object.sops.mac)) && recipients ? [] : [flaw('sops/not-encrypted', `${quoted(path)} has no complete \`sops\` part, so it was not encrypted by SOPS`, 'Encrypt it: sops --encrypt --in-place.')]),
    ...(plain.length === 0 ? [] : [flaw('sops/plain-value', `${quoted(path)} has ${plain.join(', ')} in the open, which would be committed`, 'Encrypt the file, and change the values if they were committed.')]),
    ...(namespace === undefined || object.metadata?.namespace === namespace ? [] : [flaw('sops/other-namespace',
      `the Secret in ${quoted(path)} is for ${object.metadata?.namespace === undefined ? 'no namespace' : `the namespace ${quoted(object.metadata.namespace)}`}, the chart for ${quoted(namespace)}`, 'Name the chart\'s namespace in the file, and encrypt it anew.')]),
  ];
}

function record(value: unknown): { [key: string]: unknown } {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value as { [key: string]: unknown } : {};
}
