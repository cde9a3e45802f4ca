import { isRecord } from '../../rules/pods';

/** What the API server writes into metadata by itself. */
const SERVERS_OWN = ['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'selfLink', 'managedFields', 'ownerReferences'];

/** Annotations that a controller or a tool writes for itself; they say nothing about what is wanted. */
const TOOLS_OWN = [
  /^kubectl\.kubernetes\.io\/last-applied-configuration$/, /^deployment\.kubernetes\.io\//, /^deprecated\.daemonset\.template\.generation$/, /^autoscaling\.alpha\.kubernetes\.io\//,
  /^meta\.helm\.sh\//, /^pv\.kubernetes\.io\//, /^volume\.(?:beta\.)?kubernetes\.io\/(?:storage-provisioner|selected-node)$/, /^batch\.kubernetes\.io\/cronjob-scheduled-timestamp$/,
];

/** An object without what a server, a controller or a tool wrote into it; and which fields those were. @internal */
export interface Cleaned {
  readonly object: any;
  /** such as `status`, `metadata.uid` */
  readonly dropped: readonly string[];
}

/** Leaves out of an object what nobody has asked for. @internal */
export function cleaned(object: any): Cleaned {
  const dropped: string[] = [];
  const drop = (from: any, field: string, path: string) => {
    if (from?.[field] === undefined) return;
    if (isSaid(from[field])) dropped.push(path);
    delete from[field];
  };
  const copy = JSON.parse(JSON.stringify(object));
  drop(copy, 'status', 'status');
  for (const field of SERVERS_OWN) drop(copy.metadata, field, `metadata.${field}`);
  const annotations = copy.metadata?.annotations;
  for (const key of Object.keys(isRecord(annotations) ? annotations : {})) {
    if (TOOLS_OWN.some((own) => own.test(key))) drop(annotations, key, `metadata.annotations[${key}]`);
  }
  if (isRecord(annotations) && Object.keys(annotations).length === 0) delete copy.metadata.annotations;
  for (const template of templatesIn(copy)) if (isRecord(template.metadata) && template.metadata.creationTimestamp === null) delete template.metadata.creationTimestamp;
  const spec = copy.spec;
  if (copy.kind === 'Service' && isRecord(spec)) {
    if (spec.clusterIP !== 'None') ['clusterIP', 'clusterIPs'].forEach((field) => drop(spec, field, `spec.${field}`));
    else drop(spec, 'clusterIPs', 'spec.clusterIPs');
    drop(spec, 'healthCheckNodePort', 'spec.healthCheckNodePort');
    if (spec.ipFamilyPolicy === 'SingleStack') ['ipFamilies', 'ipFamilyPolicy'].forEach((field) => drop(spec, field, `spec.${field}`));
  }
  if (copy.kind === 'PersistentVolumeClaim' && isRecord(spec)) drop(spec, 'volumeName', 'spec.volumeName');
  if (copy.kind === 'ServiceAccount') drop(copy, 'secrets', 'secrets');
  if (copy.kind === 'StatefulSet') for (const claim of Array.isArray(spec?.volumeClaimTemplates) ? spec.volumeClaimTemplates : []) delete claim?.status;
  return { object: copy, dropped };
}

function templatesIn({ spec }: any): any[] {
  return [spec?.template, spec?.jobTemplate, spec?.jobTemplate?.spec?.template, ...(Array.isArray(spec?.volumeClaimTemplates) ? spec.volumeClaimTemplates : [])].filter(isRecord);
}

/** `null` and `{}` are what a serializer writes where there is nothing. */
function isSaid(value: unknown): boolean {
  return value !== null && !(isRecord(value) && Object.keys(value).length === 0);
}
