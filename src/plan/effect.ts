/**
 * What a change does when it is applied, the harmless first.
 */
export enum Effect {
  /** Nothing differs. */
  NONE = 'none',
  /** The text differs, what the API server stores does not: a default written out, `1000m` for `1`. */
  COSMETIC = 'cosmetic',
  /** Labels or annotations of the object itself. */
  METADATA = 'metadata',
  /** It takes effect where it is; no pod restarts. */
  IN_PLACE = 'in-place',
  /** Pods see the new configuration in the files they have mounted, within about a minute. */
  CONFIG_LIVE = 'config-live',
  /** Running pods keep the old configuration until somebody restarts them. */
  CONFIG_STALE = 'config-stale',
  /** Pods are replaced a few at a time. */
  ROLLING_RESTART = 'rolling-restart',
  /** Pods are replaced, and for a while none runs. */
  RESTART_WITH_DOWNTIME = 'restart-with-downtime',
  /** Who reaches whom changes: ports, selectors, routes, policies, or the object that answers is gone. */
  TRAFFIC = 'traffic',
  /** The API server refuses the change: the object has to be made anew. */
  RECREATE_BLOCKED = 'recreate-blocked',
  /** Data may be lost, or be left behind and out of reach. */
  DATA_RISK = 'data-risk',
}

const ORDER: readonly Effect[] = Object.values(Effect);

/** How bad an effect is: its place from `none` to `data-risk`. @internal */
export function weightOf(effect: Effect): number {
  return ORDER.indexOf(effect);
}

/** The worst of some effects; of none of them, that there is none. @internal */
export function worstOf(effects: readonly Effect[]): Effect {
  return effects.reduce((worst, effect) => (weightOf(effect) > weightOf(worst) ? effect : worst), Effect.NONE);
}
