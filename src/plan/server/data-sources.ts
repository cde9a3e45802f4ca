import { isRecord } from '../../rules/pods';

/**
 * What the API server makes of the two words for where a claim's data come from: one that
 * no provisioner knows goes, and so does one in another namespace, unless the claim that it
 * holds already has a source; then both say the same.
 *
 * @internal
 */
export function withDataSources(claim: any, held: any = {}): any {
  const { dataSource, dataSourceRef, ...spec } = isRecord(claim.spec) ? claim.spec : ({} as any);
  const [hadSource, hadRef] = [held.spec?.dataSource, held.spec?.dataSourceRef].map((source) => source !== undefined);
  const ref = isRecord(dataSourceRef) && (hadRef || !isElsewhere(dataSourceRef)) ? dataSourceRef : undefined;
  const source = isRecord(dataSource) && (hadSource || hadRef || ref !== undefined || isCopied(dataSource)) ? dataSource : undefined;
  const both = { dataSource: source ?? (ref !== undefined && !isElsewhere(ref) ? ref : undefined), dataSourceRef: ref ?? source };
  return { ...claim, spec: { ...spec, ...Object.fromEntries(Object.entries(both).filter(([, value]) => value !== undefined)) } };
}

function isElsewhere({ namespace }: any): boolean {
  return typeof namespace === 'string' && namespace !== '';
}

/** Claims and snapshots can be copied by the older of the two words. */
function isCopied({ apiGroup = '', kind }: any): boolean {
  return (apiGroup === '' && kind === 'PersistentVolumeClaim') || (apiGroup === 'snapshot.storage.k8s.io' && kind === 'VolumeSnapshot');
}
