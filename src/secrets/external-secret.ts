import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { secretLabels } from './secret-labels';
import { ISecretSource } from './secret-source';
import { FetchedKey, renderFetchedSecret, renderGeneratedSecret, renderPasswordGenerator } from '../kube/external-secret';
import { KubeObject } from '../kube/kube-object';
import { Problem } from '../model/problem';
import { Platform } from '../platform/platform';
import { Flaw, flaw } from '../values/flaw';
import { configKeyFlaws, objectNameFlaws } from '../values/names';
import { SecretKey } from '../values/secret-key';

const FETCHED = 'the store is asked again at every refresh; files follow within about a minute or two after that';
const GENERATED = 'made once and never changed; delete the Secret and its request to have it made anew';

/** Where the values of a fetched Secret come from. */
export interface FetchedSecretProps {
  /** For every key of the Secret, the path of its value in the store; `path#property` picks one property of a structured value. */
  readonly from: { [key: string]: string };
  /**
   * The store's name.
   * @default - the store of the platform's secret policy
   */
  readonly store?: string;
  /**
   * `ClusterSecretStore` or `SecretStore`.
   * @default - as the platform's secret policy says
   */
  readonly storeKind?: string;
  /**
   * How often the store is asked for new values; whole minutes.
   * @default Duration.hours(1), a store is asked once an hour for each Secret, and not more (External Secrets' default)
   */
  readonly refresh?: Duration;
  /**
   * The type of the Secret, such as `kubernetes.io/dockerconfigjson` for pull credentials.
   * @default - `Opaque`
   */
  readonly secretType?: string;
}

/** What is generated. */
export interface GeneratedSecretProps {
  /**
   * The keys, each with a value of its own.
   * @default ['password'], what a database asks for (External Secrets' Password generator)
   */
  readonly keys?: string[];
  /**
   * Characters of each value, 16 to 128.
   * @default 32, of 62 characters more than 190 bits: nobody guesses them (a choice; the generator's default is 24)
   */
  readonly length?: number;
}

/**
 * A Secret that External Secrets Operator makes in the cluster, from a store or
 * from chance. Git holds the request only.
 *
 * Becomes an ExternalSecret (`external-secrets.io/v1`), for a generated one also a
 * Password generator. The Secret has the construct's id as its name.
 *
 * @example
 * const stripe = ExternalSecret.fetched(chart, 'stripe', { store: 'vault', from: { 'api-key': 'shop/stripe#key' } });
 */
export class ExternalSecret extends Construct implements ISecretSource {
  /** Fetches the values from a store such as Vault or a cloud's secret manager. @param scope the chart @param id the Secret's name @param props which values */
  public static fetched(scope: Construct, id: string, props: FetchedSecretProps): ExternalSecret {
    return new ExternalSecret(scope, id, Object.keys(props.from), FETCHED, (self) => self.fetch(props));
  }

  /**
   * Generates random values once, in the cluster; they are letters and digits.
   *
   * @param scope the chart @param id the Secret's name @param props which keys
   */
  public static generated(scope: Construct, id: string, props: GeneratedSecretProps = {}): ExternalSecret {
    return new ExternalSecret(scope, id, props.keys ?? ['password'], GENERATED, (self) => self.generate(props));
  }

  public readonly secretName: string;
  public readonly rotation?: string;
  public readonly keys: string[];

  private constructor(scope: Construct, id: string, keys: string[], rotation: string, make: (self: ExternalSecret) => Flaw[]) {
    super(scope, id);
    this.secretName = id;
    this.keys = keys;
    this.rotation = rotation;
    const flaws = [
      ...objectNameFlaws('Secret', id),
      ...keys.flatMap(configKeyFlaws),
      ...(keys.length > 0 ? [] : [flaw('secret/no-keys', `the Secret ${id} would have no keys`, 'Name at least one key.')]),
      ...make(this),
    ];
    this.node.addValidation({ validate: () => flaws.map((f) => Problem._at(this.node.path, f).message) });
  }

  public key(name: string): SecretKey {
    return SecretKey._among(this.secretName, name, this.keys, { rotation: this.rotation! });
  }

  private fetch(props: FetchedSecretProps): Flaw[] {
    const policy = Platform.of(this).secretPolicy;
    const store = { name: props.store ?? policy.store ?? '', kind: props.storeKind ?? policy.storeKind ?? 'ClusterSecretStore' };
    const minutes = (props.refresh ?? Duration.hours(1)).toMinutes({ integral: false });
    const keys: FetchedKey[] = Object.entries(props.from).sort().map(([key, from]) => {
      const [remote, property] = String(from).split('#');
      return { key, remote, property };
    });
    this.object('external-secrets.io/v1', 'ExternalSecret', 'ExternalSecret',
      (labels) => renderFetchedSecret(this.secretName, labels, store, `${minutes}m`, keys, props.secretType));
    return [
      ...(store.name !== '' ? [] : [flaw('secret/no-store', `nobody says which store the Secret ${this.secretName} is fetched from`,
        'Give `store`, or say it for all with the platform\'s secretPolicy.')]),
      ...(['ClusterSecretStore', 'SecretStore'].includes(store.kind) ? [] : [flaw('secret/bad-store-kind', `"${store.kind}" is not a kind of store`,
        'Use "ClusterSecretStore" or "SecretStore".')]),
      ...(Number.isInteger(minutes) && minutes >= 1 ? [] : [flaw('secret/bad-refresh', `the Secret ${this.secretName} is refreshed every ${minutes} minutes`,
        'Give whole minutes, at least 1.')]),
      ...(props.secretType !== 'kubernetes.io/dockerconfigjson' || '.dockerconfigjson' in props.from ? [] : [flaw('secret/no-login', `the Secret ${this.secretName} is for pull credentials, and has no key .dockerconfigjson`,
        'Fetch what "docker login" writes under that key.')]),
      ...keys.filter((k) => k.remote === '').map((k) => flaw('secret/no-remote-path', `key ${k.key} says no path in the store`, 'Write the path of the value in the store.')),
    ];
  }

  private generate(props: GeneratedSecretProps): Flaw[] {
    const length = props.length ?? 32;
    this.object('generators.external-secrets.io/v1alpha1', 'Password', 'Password', (labels) => renderPasswordGenerator(labels, this.keys, length));
    this.object('external-secrets.io/v1', 'ExternalSecret', 'ExternalSecret', (labels) => renderGeneratedSecret(this.secretName, labels, this.secretName));
    return Number.isInteger(length) && length >= 16 && length <= 128 ? [] : [flaw('secret/bad-length',
      `generated values would have ${length} characters`, 'Choose 16 to 128.')];
  }

  private object(apiVersion: string, kind: string, id: string, render: (labels: { [key: string]: string }) => any): void {
    new KubeObject(this, id, { apiVersion, kind, name: this.secretName, render: () => render(secretLabels(this)) });
  }
}
