import { Construct } from 'constructs';
import { secretLabels } from './secret-labels';
import { ISecretSource } from './secret-source';
import { KubeObject } from '../kube/kube-object';
import { csiVolume, ProviderRequest, renderSecretProviderClass, yamlList } from '../kube/secret-provider-class';
import { Problem } from '../model/problem';
import { Flaw, flaw, quoted } from '../values/flaw';
import { configKeyFlaws, objectNameFlaws } from '../values/names';
import { SecretKey } from '../values/secret-key';

/** What every provider takes. */
export interface MountedSecretProps {
  /** For every file, where the store has its value. */
  readonly from: { [key: string]: string };
  /**
   * Whether a Kubernetes Secret is made as well, for variables. The driver makes it when a pod mounts the files, and removes it with the last one.
   * @default false, so that the values are in no Secret and not in etcd (the driver's default)
   */
  readonly sync?: boolean;
  /**
   * The type of the Secret that is made.
   * @default 'Opaque', which demands no key (the API's default)
   */
  readonly secretType?: string;
}

/** Values in AWS Secrets Manager, or in the Parameter Store. */
export interface AwsMountedSecretProps extends MountedSecretProps {
  /**
   * Whether the values are in the Parameter Store of Systems Manager.
   * @default false, they are in Secrets Manager, which can rotate them (a choice; the provider's objectType has no default)
   */
  readonly parameterStore?: boolean;
  /**
   * The region.
   * @default - the node's
   */
  readonly region?: string;
}

/** Values in Google Secret Manager. */
export interface GcpMountedSecretProps extends MountedSecretProps {
  /** The project's id. */
  readonly project: string;
}

/** Values in Azure Key Vault. */
export interface AzureMountedSecretProps extends MountedSecretProps {
  /** The vault's name. */
  readonly vault: string;
  /** The tenant's id. */
  readonly tenantId: string;
  /**
   * The client id of the workload identity.
   * @default - what is assigned to the node
   */
  readonly clientId?: string;
}

/** Values in Vault. */
export interface VaultMountedSecretProps extends MountedSecretProps {
  /** The role in Vault's Kubernetes authentication. */
  readonly role: string;
  /**
   * Vault's URL.
   * @default - what the provider is set up with
   */
  readonly address?: string;
}

const ROTATION = 'the driver looks for new values every two minutes where its rotation is switched on; files follow then';

/**
 * Values that are mounted from a store as files, without a Kubernetes Secret.
 *
 * Becomes a SecretProviderClass (`secrets-store.csi.x-k8s.io/v1`) with the construct's id as its name, and
 * in each pod that reads it a CSI volume with all its files. It needs the Secrets Store CSI driver and the
 * provider in the cluster, and an identity that may read the store: a pod does not start without the values.
 *
 * @example
 * const stripe = MountedSecret.aws(chart, 'stripe', { from: { 'api-key': 'shop/stripe-api-key' } });
 * new GoMicroservice(chart, 'till', {
 *   image: Image.of('registry.example.com/shop/till:1.0.0'),
 *   secrets: { STRIPE_API_KEY: stripe.key('api-key') },
 * });
 */
export class MountedSecret extends Construct implements ISecretSource {
  /** From AWS; `name#path` takes one field of a JSON value by its JMESPath. @param scope the chart @param id the name @param props which values */
  public static aws(scope: Construct, id: string, props: AwsMountedSecretProps): MountedSecret {
    const objectType = props.parameterStore ? 'ssmparameter' : 'secretsmanager';
    const objects = entriesOf(props).map(({ key, remote, field }) => (field === undefined
      ? yamlList([{ objectName: remote, objectType, objectAlias: key }])
      : `- objectName: ${JSON.stringify(remote)}\n  objectType: ${JSON.stringify(objectType)}\n  jmesPath:\n${indented(yamlList([{ path: jmesPath(field), objectAlias: key }]), 4)}`)).join('');
    return new MountedSecret(scope, id, props, { provider: 'aws', parameters: { objects, ...(props.region === undefined ? {} : { region: props.region }) } }, true);
  }

  /** From Google Cloud; the newest version unless `name/versions/3` says another. @param scope the chart @param id the name @param props which values */
  public static gcp(scope: Construct, id: string, props: GcpMountedSecretProps): MountedSecret {
    const secrets = yamlList(entriesOf(props).map(({ key, whole }) => (
      { resourceName: `projects/${props.project}/secrets/${whole}${whole.includes('/versions/') ? '' : '/versions/latest'}`, path: key })));
    return new MountedSecret(scope, id, props, { provider: 'gcp', parameters: { secrets } }, false);
  }

  /** From Azure. @param scope the chart @param id the name @param props which values */
  public static azure(scope: Construct, id: string, props: AzureMountedSecretProps): MountedSecret {
    const objects = `array:\n${entriesOf(props).map(({ key, whole }) => `  - |\n${indented(yamlMap({ objectName: whole, objectType: 'secret', objectAlias: key }), 4)}`).join('')}`;
    return new MountedSecret(scope, id, props, {
      provider: 'azure',
      parameters: { keyvaultName: props.vault, tenantId: props.tenantId, usePodIdentity: 'false', ...(props.clientId === undefined ? {} : { clientID: props.clientId }), objects },
    }, false);
  }

  /** From Vault; `path#field`, such as `secret/data/shop/stripe#api-key`. @param scope the chart @param id the name @param props which values */
  public static vault(scope: Construct, id: string, props: VaultMountedSecretProps): MountedSecret {
    const entries = entriesOf(props);
    const objects = yamlList(entries.map(({ key, remote, field }) => ({ objectName: key, secretPath: remote, secretKey: field ?? '' })));
    const without = entries.filter(({ field }) => field === undefined).map(({ key }) => flaw('secret/no-field', `key ${key} says a path in Vault, but not which of its fields`, 'Write it as path#field.'));
    return new MountedSecret(scope, id, props, {
      provider: 'vault',
      parameters: { roleName: props.role, ...(props.address === undefined ? {} : { vaultAddress: props.address }), objects },
    }, true, without);
  }

  public readonly secretName: string;
  public readonly keys: string[];
  public readonly rotation?: string = ROTATION;
  private readonly isSynced: boolean;

  private constructor(scope: Construct, id: string, props: MountedSecretProps, request: ProviderRequest, takesField: boolean, more: Flaw[] = []) {
    super(scope, id);
    this.secretName = id;
    this.keys = Object.keys(props.from).sort();
    this.isSynced = props.sync ?? false;
    const flaws = [
      ...objectNameFlaws('SecretProviderClass', id),
      ...this.keys.flatMap(configKeyFlaws),
      ...(this.keys.length > 0 ? [] : [flaw('secret/no-keys', `${id} would have no files`, 'Name at least one value.')]),
      ...entriesOf(props).flatMap(({ key, remote, whole }) => [
        ...(remote === '' ? [flaw('secret/no-remote-path', `key ${key} says no place in the store`, 'Write the name or path of the value in the store.')] : []),
        ...(!takesField && whole.includes('#') ? [flaw('secret/no-field-here', `key ${key} asks for a field, ${quoted(whole)}, and this store gives whole values only`, 'Keep each value apart in the store.')] : []),
      ]),
      ...more,
    ];
    this.node.addValidation({ validate: () => flaws.map((f) => Problem._at(this.node.path, f).message) });
    new KubeObject(this, 'Class', {
      apiVersion: 'secrets-store.csi.x-k8s.io/v1',
      kind: 'SecretProviderClass',
      name: id,
      render: () => renderSecretProviderClass(id, secretLabels(this), request, this.keys, this.isSynced, props.secretType ?? 'Opaque'),
    });
  }

  public key(name: string): SecretKey {
    return SecretKey._among(this.secretName, name, this.keys, { rotation: ROTATION, volume: csiVolume(this.secretName), isFilesOnly: !this.isSynced });
  }
}

function entriesOf(props: MountedSecretProps): Array<{ key: string; whole: string; remote: string; field?: string }> {
  return Object.entries(props.from).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, from]) => {
    const whole = String(from);
    const [remote, field] = whole.split('#');
    return { key, whole, remote, field };
  });
}

/** A name with a hyphen is a subtraction to JMESPath, unless it is quoted. */
function jmesPath(field: string): string {
  return /^[A-Za-z0-9_-]+$/.test(field) && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(field) ? `"${field}"` : field;
}

function yamlMap(fields: { readonly [field: string]: string }): string {
  return Object.entries(fields).map(([field, value]) => `${field}: ${JSON.stringify(value)}\n`).join('');
}

function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}
