/** What becomes of objects that Helm runs before or after an installation or an upgrade: there is no Helm where the manifests are applied. */
export enum ChartHooks {
  /** they are written, as they are: Argo CD takes them for its own hooks; Flux and kubectl apply them like any object, in no order */
  APPLIED = 'applied',
  /** they are not written */
  LEFT_OUT = 'left-out',
}

/** What an object says of when helm runs it. @internal */
export type HookUse = 'none' | 'delivery' | 'never';

/** Tests, and what helm runs when it deletes or goes back: applied from Git, it would run at once. */
const NEVER = new Set(['test', 'test-success', 'test-failure', 'pre-delete', 'post-delete', 'pre-rollback', 'post-rollback']);

/** @internal */
export function hookUse(object: any): HookUse {
  const said = object?.metadata?.annotations?.['helm.sh/hook'];
  if (typeof said !== 'string') return 'none';
  const hooks = said.split(',').map((hook) => hook.trim()).filter((hook) => hook !== '' && hook !== 'crd-install');
  if (hooks.length === 0) return 'none';
  return hooks.every((hook) => NEVER.has(hook)) ? 'never' : 'delivery';
}
