import { addContainer, ExtraContainerProps } from './extra-container';
import { ProbeKind } from '../../model/draft';
import { Feature } from '../../platform/feature';
import { flaw } from '../../values/flaw';
import { Port } from '../../values/port';
import { Probe } from '../../values/probe';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** What runs beside the program. */
export interface SidecarProps extends ExtraContainerProps {
  /**
   * Whether it starts before the program and ends after it; from Kubernetes 1.29 on. A Job
   * does not wait for such a sidecar, but for ever for one of the other kind.
   * @default - true, on Kubernetes 1.28 false: there it is behind a feature gate (kubernetes.io: sidecar containers)
   */
  readonly native?: boolean;
  /**
   * Where it listens. All containers of a pod share its addresses: no port of the program's can be among them.
   * @default - nowhere
   */
  readonly ports?: Port[];
  /**
   * Whether it has started. The program waits for that with a native sidecar.
   * @default - not asked
   */
  readonly startup?: Probe;
  /**
   * Whether the pod may get requests, as far as it is concerned.
   * @default - not asked
   */
  readonly readiness?: Probe;
  /**
   * Whether it must be restarted.
   * @default - not asked
   */
  readonly liveness?: Probe;
}

/**
 * Runs something beside the program, in the same pod: a proxy, an agent, an exporter.
 *
 * Becomes a native sidecar (an init container that goes on running), where Kubernetes
 * has them: it is there before the program and is stopped after it, so a draining
 * program can still use it. It has resources of its own; autoscaling goes on looking
 * at the program alone. It has the program's security context and none of its variables.
 *
 * @example
 * checkout.addTraits(new Sidecar('proxy', {
 *   image: Image.of('registry.example.com/infra/sql-proxy:2.18.0'),
 *   args: ['--port=5432'],
 *   ports: [Port.tcp('sql', 5432)],
 *   startup: Probe.tcp(Port.tcp('sql', 5432), { period: Duration.seconds(1), failureThreshold: 60 }),
 * }));
 */
export class Sidecar extends Trait {
  public readonly traitId: string;

  /** @param sidecarName the container's name, a DNS label @param props what runs */
  public constructor(private readonly sidecarName: string, private readonly props: SidecarProps) {
    super();
    this.traitId = `sidecar/${sidecarName}`;
  }

  public bind(host: ITraitHost): void {
    const { draft, platform } = host;
    const { startup, readiness, liveness, ports } = this.props;
    const known = platform.kubernetesVersion.isAtLeast(Feature.NATIVE_SIDECAR);
    const native = this.props.native ?? known;
    if (native && !known) {
      draft._report([flaw('container/no-native-sidecars', `${this.sidecarName} is to be a native sidecar, and Kubernetes ${platform.kubernetesVersion} has none`,
        `Leave \`native\` out before 1.${Feature.NATIVE_SIDECAR}.`)]);
      return;
    }
    const why = native ? 'starts before the program and ends after it' : 'runs beside the program';
    addContainer(host, native ? 'nativeSidecar' : 'sidecar', this.sidecarName, this.props, {
      ports,
      probes: { [ProbeKind.STARTUP]: startup, [ProbeKind.READINESS]: readiness, [ProbeKind.LIVENESS]: liveness },
    }, why);
  }
}
