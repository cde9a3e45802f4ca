/** One thing that a version of the golden path does otherwise than the one before. */
export interface GoldenPathChange {
  /** its name, such as `spread-each-version` */
  readonly changeId: string;
  /** the version that it came with, such as `2` */
  readonly version: number;
  /** what is otherwise in the manifests */
  readonly what: string;
  /** why it is better; `explain()` and `plan` say it of every value that follows from it */
  readonly why: string;
}

/**
 * The table of what versions of the golden path differ in.
 *
 * A trait that is to do something otherwise asks for a row here, as a renderer asks for a
 * feature of Kubernetes; nothing else may change what a version writes.
 *
 * @internal
 */
export const Change = {
  SPREAD_EACH_VERSION: {
    changeId: 'spread-each-version',
    version: 2,
    what: 'pods of a Deployment or Rollout are spread over zones and hosts among those of their own version: `matchLabelKeys` in `topologySpreadConstraints`',
    why: 'pods of the old version are about to go; counted in, they leave the new ones crowded in one zone after a rollout',
  },
  SCALE_UP_TOLERANCE: {
    changeId: 'scale-up-tolerance',
    version: 2,
    what: 'from Kubernetes 1.35 the autoscaler adds pods from 5 % above its target on, not from 10 %: `behavior.scaleUp.tolerance`',
    why: 'Go starts within a second, so that to react to half as much costs little; with many pods a tenth is many pods late',
  },
  ZONE_IN_TELEMETRY: {
    changeId: 'zone-in-telemetry',
    version: 2,
    what: 'from Kubernetes 1.35 telemetry names the zone: the variable `POD_ZONE` and the attribute `cloud.availability_zone`',
    why: 'an outage of a zone, and calls from zone to zone, are seen in traces and metrics',
  },
} as const satisfies { readonly [name: string]: GoldenPathChange };
