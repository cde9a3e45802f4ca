import { Construct } from 'constructs';
import { DAEMON_DECLINES, daemonPath } from './golden-path';
import { writePlatformFacts } from './platform-facts';
import { GoProgramProps, writeProgram } from './program';
import { Workload } from './workload';
import { renderDaemonSet } from '../kube/daemon-set';
import { KubeObject } from '../kube/kube-object';
import { Facts } from '../model/facts';
import { Rank } from '../model/rank';
import { Settled } from '../model/settled';
import { Configuration } from '../traits/configuration/configuration';
import { Isolation } from '../traits/isolation';
import { Identity } from '../traits/rights/identity';
import { ITrait } from '../traits/trait';
import { Flaw, flaw, quoted } from '../values/flaw';
import { pathFlaws } from '../values/names';
import { NetworkPeer } from '../values/network-peer';

/** On which nodes a daemon runs. */
export enum DaemonNodes {
  /** those for ordinary pods */
  WORKERS = 'workers',
  /** those of the control plane too */
  WORKERS_AND_CONTROL_PLANE = 'workers-and-control-plane',
  /** every one, whatever its taints say: also those that are kept for others, out of disk, or going down */
  ALL = 'all',
}

/** What a daemon says about itself. */
export interface GoDaemonProps extends GoProgramProps {
  /**
   * On which nodes it runs.
   * @default DaemonNodes.WORKERS, nodes with taints are set aside for something else (kubernetes.io: taints)
   */
  readonly nodes?: DaemonNodes;
  /**
   * Directories of the node, by the path at which the program sees them; read-only. Pod
   * Security forbids them below *privileged*: the daemon then needs a namespace of its own.
   * @default - none
   */
  readonly hostDirectories?: { [path: string]: string };
}

const TOLERATED: { readonly [nodes in DaemonNodes]: { readonly [name: string]: object } } = {
  [DaemonNodes.WORKERS]: {},
  [DaemonNodes.WORKERS_AND_CONTROL_PLANE]: { 'control-plane': { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' } },
  [DaemonNodes.ALL]: { all: { operator: 'Exists' } },
};

/**
 * A Go program that runs once on every node, such as an agent.
 *
 * Becomes a DaemonSet, plus what its traits add: as for a GoWorker, but without an
 * autoscaler, as the nodes decide how many there are, and without a disruption budget, as
 * drains pass over DaemonSets. A new version reaches a tenth of the nodes at a time, at
 * least one, and stops there if it does not become ready; Rollout says otherwise.
 *
 * @example
 * const agent = new GoDaemon(chart, 'agent', {
 *   image: Image.of('registry.example.com/ops/agent:1.0.0'),
 *   nodes: DaemonNodes.WORKERS_AND_CONTROL_PLANE,
 * });
 */
export class GoDaemon extends Workload {
  /** @param scope a chart or a construct in one @param id the name: a DNS label of at most 63 characters @param props what it is */
  public constructor(scope: Construct, id: string, props: GoDaemonProps) {
    super(scope, id, 63, 'the label that selects its pods holds no more');
    this._keep(props.keeps);
    writePlatformFacts(this._draftOf('the platform', Rank.PLATFORM), this.platform);
    writeProgram(this.draft, props);
    for (const [name, toleration] of Object.entries(TOLERATED[props.nodes ?? DaemonNodes.WORKERS])) this.draft._add(Facts.TOLERATION, name, toleration, '');
    this.mountHost(props.hostDirectories ?? {});
    this.draft._check(checkUpdate);

    this._reservePlaces(Identity.ID, Configuration.ID);
    new KubeObject(this, 'Default', {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      name: this.name,
      render: () => renderDaemonSet(this._settled(), this._identity, this.platform),
    });
    this._reservePlaces(Isolation.ID);
    this._bindTraits(daemonPath(props.goVersion), props);
  }

  /** @internal */
  public get _isProgram(): boolean {
    return true;
  }

  /** Gives traits to this daemon; one whose id it has already is replaced. @param traits in any order; none that is about the number of pods */
  public addTraits(...traits: ITrait[]): void {
    for (const trait of traits.filter((t) => this._declines(t.traitId))) {
      this.draft._report([flaw('daemon/trait-for-replicas', `${trait.traitId} is about the number of pods, and of a daemon there is one per node`, 'Leave it out here.')]);
    }
    super.addTraits(...traits.filter((trait) => !this._declines(trait.traitId)));
  }

  /** Traits that `app.with` is not to give to it. @internal */
  public _declines(traitId: string): boolean {
    return DAEMON_DECLINES.includes(traitId);
  }

  /** Lets this daemon connect to somebody who is not a workload of this app. @param peer whom @param port the port number there */
  public addCallee(peer: NetworkPeer, port: number): void {
    this.draft.addEgress(peer, port, 'let out by addCallee');
  }

  private mountHost(directories: { [path: string]: string }): void {
    Object.entries(directories).sort().forEach(([mountPath, path], i) => {
      const malformed = [...pathFlaws('hostDirectory', mountPath), ...pathFlaws('hostDirectory', path)];
      if (!this.draft._report(malformed.length > 0 ? malformed : hostFlaws(path))) return;
      this.draft._add(Facts.VOLUME, `host-${i + 1}`, { mountPath, readOnly: true, source: { hostPath: { path, type: 'Directory' } } }, 'only to read');
    });
  }
}

/** Sockets, keys and tokens: who reaches them can do anything on the node, read-only or not. */
const SENSITIVE = ['/run/containerd', '/run/crio', '/run/docker', '/run/docker.sock', '/run/podman', '/etc/kubernetes', '/var/lib/kubelet', '/root'];

function hostFlaws(path: string): Flaw[] {
  const clean = path.replace(/\/+$/, '').replace(/^\/var\/run(\/|$)/, '/run$1');
  const holds = (outer: string, inner: string) => inner === outer || inner.startsWith(`${outer}/`);
  return SENSITIVE.some((place) => holds(clean, place) || holds(place, clean)) ? [flaw('daemon/node-taken-over',
    `${quoted(path)} of the node holds sockets, keys or tokens; who reads them can take over the node`, 'Name the directory that the program reads, such as "/var/log/pods".')] : [];
}

/** A DaemonSet adds a pod first, or takes one first. */
function checkUpdate(settled: Settled): Flaw[] {
  const [surge, unavailable] = [settled.get(Facts.MAX_SURGE), settled.get(Facts.MAX_UNAVAILABLE)];
  return surge === undefined || unavailable === undefined || surge._of(100, 'up') === 0 || unavailable._of(100, 'up') === 0 ? [] : [flaw('daemon/surge-and-unavailable',
    `maxSurge is ${surge} and maxUnavailable ${unavailable}; the API server takes only one of the two for a DaemonSet`, 'Set one of the two to 0.')];
}
