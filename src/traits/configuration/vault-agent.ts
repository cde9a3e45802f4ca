import { Duration } from 'cdk8s';
import { Facts } from '../../model/facts';
import { millisQuantity } from '../../values/canonical-quantity';
import { Flaw, flaw, quoted } from '../../values/flaw';
import { envNameFlaws } from '../../values/names';
import { NetworkPeer } from '../../values/network-peer';
import { cpuInMillis } from '../../values/quantity';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** Which values Vault's agent brings. */
export interface VaultAgentProps {
  /** The role in Vault's Kubernetes authentication; it names the workload's ServiceAccount and the audience `vault`. */
  readonly role: string;
  /** For every value, by the name of the program's variable, `path#field` in Vault, such as `secret/data/shop/stripe#api-key`. */
  readonly secrets: { [name: string]: string };
  /**
   * Whether values are brought before the program starts and then never again. Without it an agent stays beside the program and renews them.
   * @default false, leases end, and with them values that nobody renews (the injector's default)
   */
  readonly onlyAtStart?: boolean;
  /**
   * Where Vault answers, port 8200: what the network policy lets the pod connect to.
   * @default NetworkPeer.namespace('vault'), where its Helm chart is installed (HashiCorp's guide to the chart)
   */
  readonly vault?: NetworkPeer;
  /**
   * How long the token is valid that the agent shows to Vault, 10 minutes or more; the kubelet renews it.
   * @default Duration.hours(1), the kubelet renews it after 48 minutes (the API's default)
   */
  readonly tokenLifetime?: Duration;
}

const PREFIX = 'vault.hashicorp.com';
const TOKEN_VOLUME = 'vault-token';

/**
 * Brings secrets from Vault as files, by an agent that Vault's injector puts into the pod.
 *
 * Becomes annotations that the injector reads, a token for Vault alone that the program does not see, and for
 * every value a variable `<NAME>_FILE` that names its file below `/vault/secrets`. The agent stays beside the program,
 * asks for 128 MiB, the injector's own limit, and the platform's CPU; it runs as the program's user, so that only that
 * user reads the files.
 *
 * @example
 * checkout.addTraits(new VaultAgent({ role: 'checkout', secrets: { STRIPE_API_KEY: 'secret/data/shop/stripe#api-key' } }));
 */
export class VaultAgent extends Trait {
  /** the trait's id */
  public static readonly ID = 'vault-agent';
  public readonly traitId = VaultAgent.ID;

  /** @param props which values */
  public constructor(private readonly props: VaultAgentProps) {
    super();
  }

  public bind({ draft, platform }: ITraitHost): void {
    const { role, secrets, onlyAtStart = false } = this.props;
    const lifetime = (this.props.tokenLifetime ?? Duration.hours(1)).toSeconds({ integral: false });
    draft._report([...flawsOf(role, secrets), ...(Number.isInteger(lifetime) && lifetime >= 600 && lifetime <= 2 ** 32 ? [] : [flaw('vault/bad-lifetime',
      `the token would be valid for ${lifetime}s; Kubernetes makes none for less than 600s`, 'Give whole seconds from 600 on.')])]);
    const annotate = (name: string, value: string, why: string) => draft.addPodAnnotation(`${PREFIX}/${name}`, value, why);
    annotate('agent-inject', 'true', 'Vault\'s injector puts its agent into the pod');
    annotate('role', role, 'the role in Vault');
    if (platform.assignsUser) annotate('agent-set-security-context', 'false', 'the cluster gives the agent the program\'s user');
    else annotate('agent-run-as-same-user', 'true', 'the files are for the program\'s user only');
    draft._check((s) => (platform.assignsUser || s.get(Facts.CONTAINER_SECURITY.at('runAsUser')) !== undefined ? [] : [flaw('vault/no-user',
      'no user is said, and Vault\'s injector then refuses every pod, as the agent is to run as the program\'s', 'Leave Hardening in, or say the user: new Hardening({ user: 65532 }).')]));
    annotate('agent-service-account-token-volume-name', TOKEN_VOLUME, 'a token that is good for Vault only; the program\'s own token stays unmounted');
    annotate('agent-pre-populate-only', String(onlyAtStart), onlyAtStart ? 'brought once' : 'an agent renews them');
    for (const [name, value] of [['requests-cpu', millisQuantity(cpuInMillis(platform.cpu))], ['limits-cpu', '500m'], ['requests-mem', '128Mi'], ['limits-mem', '128Mi']]) {
      annotate(`agent-${name}`, value, 'the injector\'s own limits; the memory is requested as well, so that a full node does not end the agent');
    }
    draft._add(Facts.UNMOUNTED, TOKEN_VOLUME, {
      projected: { defaultMode: 0o440, sources: [{ serviceAccountToken: { audience: 'vault', expirationSeconds: lifetime, path: 'token' } }] },
    }, 'only the agent sees it');
    draft.addEgress(this.props.vault ?? NetworkPeer.namespace('vault'), 8200, 'the agent asks Vault');
    for (const [name, from] of Object.entries(secrets)) {
      const file = name.toLowerCase().replace(/_/g, '-');
      const [path, field] = String(from).split('#');
      annotate(`agent-inject-secret-${file}`, path, 'where Vault has it');
      annotate(`agent-inject-template-${file}`, `{{- with secret ${JSON.stringify(path)} -}}{{ index ${path.includes('/data/') ? '.Data.data' : '.Data'} ${JSON.stringify(field)} }}{{- end -}}`, 'the value alone, without its name');
      annotate(`agent-inject-perms-${file}`, '0400', 'for the program\'s user only');
      draft.addEnv(`${name}_FILE`, `/vault/secrets/${file}`, onlyAtStart ? 'brought by Vault\'s agent at start' : 'brought and renewed by Vault\'s agent');
    }
  }
}

function flawsOf(role: string, secrets: { [name: string]: string }): Flaw[] {
  const bad = Object.entries(secrets).filter(([, from]) => !/^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)+#[A-Za-z0-9_.-]+$/.test(String(from)));
  const files = Object.keys(secrets).map((name) => name.toLowerCase().replace(/_/g, '-'));
  return [
    ...Object.keys(secrets).flatMap(envNameFlaws),
    ...(files.length > 0 ? [] : [flaw('secret/no-keys', 'Vault\'s agent would bring nothing', 'Name at least one value.')]),
    ...bad.map(([name, from]) => flaw('vault/bad-path', `${name} is at ${quoted(from)}, which names no field of a secret in Vault`, 'Write it as path#field, such as "secret/data/shop/stripe#api-key".')),
    ...(new Set(files).size === files.length ? [] : [flaw('vault/same-file', `two of ${Object.keys(secrets).join(', ')} would be one file`, 'Give them names that differ by more than their case.')]),
    ...(/^[A-Za-z0-9_.-]+$/.test(role) ? [] : [flaw('vault/bad-role', `${quoted(role)} is no name of a role in Vault`, 'Write the role\'s name as Vault has it.')]),
  ];
}
