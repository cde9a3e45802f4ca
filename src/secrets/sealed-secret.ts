import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { secretLabels } from './secret-labels';
import { ISecretSource } from './secret-source';
import { KubeObject } from '../kube/kube-object';
import { renderSealedSecret } from '../kube/sealed-secret';
import { Problem } from '../model/problem';
import { Flaw, flaw } from '../values/flaw';
import { configKeyFlaws, objectNameFlaws } from '../values/names';
import { SecretKey } from '../values/secret-key';

/** For which Secret a ciphertext was made; kubeseal binds it to that. */
export enum SealedScope {
  /** for this name in this namespace, kubeseal's default */
  STRICT = 'strict',
  /** for any name in this namespace */
  NAMESPACE = 'namespace-wide',
  /** for any Secret of the cluster */
  CLUSTER = 'cluster-wide',
}

/** Values that kubeseal has encrypted. */
export interface SealedSecretProps {
  /** For every key of the Secret, what `kubeseal --raw` printed. */
  readonly encryptedData: { [key: string]: string };
  /**
   * For which Secret the values were encrypted.
   * @default SealedScope.STRICT, so that nobody can open it under another name or in another namespace (kubeseal's default)
   */
  readonly sealedFor?: SealedScope;
  /**
   * The type of the Secret.
   * @default 'Opaque', which demands no key (the API's default)
   */
  readonly secretType?: string;
  /**
   * Whether the Secret can never change; kubelets then stop watching it.
   * @default false, so that a value can be sealed anew and applied (the API's default)
   */
  readonly immutable?: boolean;
}

const ROTATION = 'a new ciphertext in Git changes the Secret; files follow within about a minute or two';
/** Bytes of an RSA ciphertext: keys of 2048 to 8192 bits. */
const RSA_SIZES = [256, 384, 512, 768, 1024];
/** AES-GCM's tag. */
const TAG = 16;

/**
 * A Secret whose values are in Git as ciphertext that only the cluster can read.
 *
 * Becomes a SealedSecret (`bitnami.com/v1alpha1`), from which the sealed-secrets controller makes
 * the Secret; both have the construct's id as their name. A value that cannot be such a ciphertext
 * is refused, so that no plain text slips in. Keep a backup of the controller's key: without it
 * the values are lost.
 */
export class SealedSecret extends Construct implements ISecretSource {
  public readonly secretName: string;
  public readonly keys: string[];
  public readonly rotation?: string = ROTATION;

  /** @param scope the chart @param id the Secret's name, for which the values were encrypted @param props the ciphertexts */
  public constructor(scope: Construct, id: string, props: SealedSecretProps) {
    super(scope, id);
    const { encryptedData, sealedFor = SealedScope.STRICT } = props;
    const { namespace } = Chart.of(this);
    this.secretName = id;
    this.keys = Object.keys(encryptedData);
    const flaws = [
      ...objectNameFlaws('Secret', id),
      ...this.keys.flatMap(configKeyFlaws),
      ...(this.keys.length > 0 ? [] : [flaw('secret/no-keys', `the Secret ${id} would have no keys`, 'Give at least one encrypted value.')]),
      ...(sealedFor !== SealedScope.CLUSTER && namespace === undefined ? [flaw('secret/no-namespace', `the Secret ${id} was encrypted for a namespace, and the chart names none`,
        'Name the namespace: new Chart(app, …, { namespace: … }).')] : []),
      ...Object.entries(encryptedData).flatMap(([key, text]) => ciphertextFlaws(key, String(text))),
    ];
    this.node.addValidation({ validate: () => flaws.map((f) => Problem._at(this.node.path, f).message) });
    new KubeObject(this, 'SealedSecret', {
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      name: id,
      render: () => renderSealedSecret(id, namespace, secretLabels(this), sealedFor, props.secretType ?? 'Opaque', props.immutable ?? false, encryptedData),
    });
  }

  public key(name: string): SecretKey {
    return SecretKey._among(this.secretName, name, this.keys, { rotation: ROTATION });
  }
}

/** Two bytes of length, a session key encrypted with RSA-OAEP, then AES-GCM: what kubeseal writes. The value is never shown. */
function ciphertextFlaws(key: string, text: string): Flaw[] {
  const bytes = /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0 ? Buffer.from(text, 'base64') : Buffer.alloc(0);
  const length = bytes.length > 2 ? bytes.readUInt16BE(0) : 0;
  return RSA_SIZES.includes(length) && bytes.length >= 2 + length + TAG ? [] : [flaw('secret/not-sealed',
    `the value of ${key} is no ciphertext of kubeseal; if it is the plain value, it would be committed`, 'Encrypt it with kubeseal --raw and write what that prints. If it was committed, change it.')];
}
