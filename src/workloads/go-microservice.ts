import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { goldenPathOf } from './golden-path';
import { writePlatformFacts } from './platform-facts';
import { Workload, WorkloadProps } from './workload';
import { renderDeployment } from '../kube/deployment';
import { KubeObject } from '../kube/kube-object';
import { renderHeadlessService, renderService } from '../kube/service';
import { Address } from '../links/address';
import { ILink } from '../links/link';
import { IReachable } from '../links/reachable';
import { Facts } from '../model/facts';
import { Rank } from '../model/rank';
import { ISecretSource } from '../secrets/secret-source';
import { Autoscaling } from '../traits/autoscaling';
import { Availability } from '../traits/availability';
import { Configuration } from '../traits/configuration';
import { Identity } from '../traits/identity';
import { Isolation } from '../traits/isolation';
import { flaw, quoted } from '../values/flaw';
import { GoVersion } from '../values/go-version';
import { Image } from '../values/image';
import { toEnvPrefix } from '../values/names';
import { NetworkPeer } from '../values/network-peer';
import { Port, PortProtocol } from '../values/port';
import { SecretKey } from '../values/secret-key';

/** What a Go service says about itself; everything else follows. */
export interface GoMicroserviceProps extends WorkloadProps {
  /** The program. Its ENTRYPOINT is run as it is. */
  readonly image: Image;
  /**
   * Where it listens. Each address is given in `<NAME>_ADDR`: `HTTP_ADDR=:8080`.
   * @default [Port.http(8080)]
   */
  readonly ports?: Port[];
  /**
   * A fixed number of pods; load then decides nothing and there is no autoscaler.
   * @default - load decides, from 2 to 10
   */
  readonly replicas?: number;
  /**
   * CPU that the scheduler sets aside. Without a limit the program may use more when the node has it.
   * @default - the platform's, Cpu.millis(100)
   */
  readonly cpu?: Cpu;
  /**
   * Where CPU is throttled; at least `cpu`.
   * @default - nowhere: throttling costs latency, and GOMAXPROCS bounds the burst
   */
  readonly cpuLimit?: Cpu;
  /**
   * Memory: request and limit, and what GOMEMLIMIT follows from; at least 64 MiB is sensible.
   * @default - the platform's, Size.mebibytes(128)
   */
  readonly memory?: Size;
  /**
   * Configuration as environment variables. It goes into a ConfigMap; a change restarts these pods and no others.
   * @default - LOG_LEVEL=info
   */
  readonly env?: { [name: string]: string };
  /**
   * Configuration as text files, by absolute path; each directory holds nothing else then.
   * @default - none
   */
  readonly files?: { [path: string]: string };
  /**
   * Secrets as environment variables, by reference.
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretKey };
  /**
   * Secrets as files, by directory: one file per key. A value that is changed in the
   * Secret reaches the file within minutes, without a restart; an immutable (generated) Secret never changes.
   * @default - none
   */
  readonly secretFiles?: { [directory: string]: ISecretSource };
  /**
   * Arguments of the program.
   * @default - the image's
   */
  readonly args?: string[];
  /**
   * The Go release it is built with.
   * @default GoVersion.V1_26
   */
  readonly goVersion?: GoVersion;
}

/**
 * A Go program that answers requests, kept running and reachable.
 *
 * Becomes a Deployment and a Service, plus what its traits add: by default health
 * checks, graceful drain, a disruption budget, spreading over zones, autoscaling,
 * a network policy, configuration and a locked-down security context.
 *
 * @example
 * const checkout = new GoMicroservice(chart, 'checkout', {
 *   image: Image.of('registry.example.com/shop/checkout:1.8.2'),
 *   ports: [Port.grpc(9090)],
 * });
 * checkout.uses(orders);
 */
export class GoMicroservice extends Workload implements IReachable {
  /** where it listens */
  public readonly ports: Port[];

  /** @param scope a chart or a construct in one @param id the name: a DNS label of at most 54 characters @param props what it is */
  public constructor(scope: Construct, id: string, props: GoMicroserviceProps) {
    super(scope, id, 54, 'its second Service is called "<name>-headless"');
    this.ports = props.ports ?? [Port.http(8080)];
    writePlatformFacts(this._draftOf('the platform', Rank.PLATFORM), this.platform);
    this.writeProps(props);

    this._reservePlaces(Identity.ID, Configuration.ID);
    if (this.ports.length > 0) {
      new KubeObject(this, 'Service', {
        apiVersion: 'v1', kind: 'Service', name: this.name, render: () => renderService(this._settled(), this._identity),
      });
    }
    new KubeObject(this, 'Default', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: this.name,
      render: () => renderDeployment(this._settled(), this._identity, this.platform),
    });
    this._reservePlaces(Autoscaling.ID, Availability.ID, Isolation.ID);
    const nobodyScales = props.replicas !== undefined || this.platform._isLocal;
    this._bindTraits(goldenPathOf(props.goVersion), props, nobodyScales ? [Autoscaling.ID] : []);
  }

  /** Lets somebody connect who is not a workload of this app, such as a gateway. @param peer who @param portName which port; all of the Service's ports if left out */
  public addCaller(peer: NetworkPeer, portName?: string): void {
    const ports = portName === undefined ? this.ports : this.ports.filter((p) => p.name === portName);
    if (ports.length === 0) this.reportPort(portName, 'addCaller');
    ports.forEach((port) => this.draft.addIngress(peer, port.number, 'let in by addCaller'));
  }

  /** Lets this workload connect to somebody who is not a workload of this app. @param peer whom @param port the port number there */
  public addCallee(peer: NetworkPeer, port: number): void {
    this.draft.addEgress(peer, port, 'let out by addCallee');
  }

  public acceptCall(link: ILink, portName?: string): Address | undefined {
    const candidates = portName === undefined ? this.ports : this.ports.filter((p) => p.name === portName);
    if (candidates.length !== 1) {
      this.reportPort(portName, link.clientName);
      return undefined;
    }
    const [port] = candidates;
    this._openWay(link, port.number);
    if (port.protocol !== PortProtocol.GRPC) return this._addressOf(this.name, port);
    this.ensureHeadless(link);
    return this._addressOf(this._identity.headlessName, port);
  }

  /** kube-proxy balances connections, and gRPC has only one: its clients must see all pods. */
  private ensureHeadless(link: ILink): void {
    this._draftOf(`link ${link.clientName} to ${this.name}`, Rank.TRAIT)._put(Facts.HEADLESS, true, 'gRPC clients balance over all pods');
    if (this.node.tryFindChild('Headless')) return;
    new KubeObject(this, 'Headless', {
      apiVersion: 'v1',
      kind: 'Service',
      name: this._identity.headlessName,
      render: () => renderHeadlessService(this._settled(), this._identity, false),
    });
  }

  private reportPort(portName: string | undefined, who: string): void {
    const names = this.ports.map((p) => p.name).join(', ') || 'none';
    this.draft._report([portName === undefined && this.ports.length > 0
      ? flaw('call/which-port', `${who} calls ${this.name}, which has the ports ${names}`, 'Say which one: { port: \'…\' }.')
      : flaw('call/no-such-port', `${who} calls ${this.name}${portName === undefined ? '' : ` on port "${portName}"`}; its ports are: ${names}`, 'Call a port that it has.')]);
  }

  private writeProps(props: GoMicroserviceProps): void {
    const { draft } = this;
    const own = this._draftOf('the golden path', Rank.GOLDEN_PATH);
    draft.fixImage(props.image);
    if (props.args) draft._put(Facts.ARGS, [...props.args], '');
    if (props.cpu) draft.fixCpuRequest(props.cpu);
    if (props.cpuLimit) draft.fixCpuLimit(props.cpuLimit);
    if (props.memory) draft.fixMemory(props.memory);
    if (props.replicas !== undefined) draft.fixReplicas(props.replicas);

    const names = new Set<string>();
    for (const port of this.ports) {
      if (names.has(port.name)) {
        draft._report([flaw('port/duplicate', `two ports have the name ${quoted(port.name)}`, 'Name one of them otherwise: Port.named(…).')]);
        continue;
      }
      names.add(port.name);
      draft.addServedPort(port);
      own.addEnv(`${toEnvPrefix(port.name)}_ADDR`, `:${port.number}`, 'where the program is to listen');
    }
    for (const [name, text] of Object.entries(props.env ?? {})) draft._addEnv(name, { kind: 'text', text: String(text), config: true }, '');
    for (const [path, content] of Object.entries(props.files ?? {})) draft.addFile(path, content);
    for (const [name, key] of Object.entries(props.secretEnv ?? {})) draft.addEnvFromSecret(name, key);
    for (const [directory, source] of Object.entries(props.secretFiles ?? {})) draft.addSecretFiles(directory, source.keys.map((key) => source.key(key)));
    draft._check((s) => (Object.keys(props.files ?? {}).length > 0 && s.get(Facts.CONFIG_MAP) === undefined
      ? [flaw('file/no-config-map', 'there are files, but the trait that keeps them is left out', 'Keep the trait Configuration.')] : []));
  }
}
