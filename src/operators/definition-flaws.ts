import { schemaFlaws } from './schema-flaws';
import { isJson, Json, schemaAt } from './schema-walk';
import { Feature } from '../platform/feature';
import { Platform } from '../platform/platform';
import { Flaw, flaw, quoted } from '../values/flaw';

const LABEL = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const MOST_SELECTABLE = 8;

/** What is wrong with the spec of a CustomResourceDefinition. @internal */
export function definitionFlaws(spec: Json, name: string, platform: Platform, ours: boolean): Flaw[] {
  const versions: Json[] = Array.isArray(spec.versions) ? spec.versions.filter(isJson) : [];
  return [
    ...nameFlaws(spec, name),
    ...versionFlaws(versions),
    ...versions.flatMap((version) => {
      const root = version.schema?.openAPIV3Schema;
      return isJson(root) ? [...schemaFlaws(String(version.name), root, ours), ...viewFlaws(version, root), ...newFlaws(version, root, platform)]
        : [flaw('crd/no-schema', `version ${quoted(version.name)} has no schema`, 'Give it one; Schema.anything() takes all.')];
    }),
  ];
}

function nameFlaws(spec: Json, name: string): Flaw[] {
  const names: Json = isJson(spec.names) ? spec.names : {};
  const group = String(spec.group ?? '');
  const flaws: Flaw[] = [];
  if (group.split('.').length < 2 || group.length > 253 || !group.split('.').every((part) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(part))) {
    flaws.push(flaw('crd/bad-group', `${quoted(group)} is no group for resources of your own`, 'Use a domain that you own, such as "cache.example.com".'));
  }
  if (/(^|\.)(k8s|kubernetes)\.io$/.test(group)) flaws.push(flaw('crd/protected-group', `the group ${quoted(group)} belongs to the Kubernetes project; the API server refuses it`, 'Use a domain that you own.'));
  const words: Array<[string, unknown]> = [['plural', names.plural], ['singular', names.singular], ['kind', String(names.kind ?? '').toLowerCase()], ['list kind', String(names.listKind ?? 'list').toLowerCase()],
    ...[...names.shortNames ?? []].map((s): [string, unknown] => ['short name', s]), ...[...names.categories ?? []].map((s): [string, unknown] => ['category', s])];
  for (const [what, word] of words) {
    if (word !== undefined && !LABEL.test(String(word))) flaws.push(flaw('crd/bad-name', `the ${what} ${quoted(word)} is not a DNS label that begins with a letter`, 'Use letters, digits and "-", at most 63.'));
  }
  if (names.plural === undefined) flaws.push(flaw('crd/bad-name', 'there is no plural', 'Name it.'));
  if (!/^[A-Z]/.test(String(names.kind ?? ''))) flaws.push(flaw('crd/bad-kind', `the kind ${quoted(names.kind ?? '')} does not begin with a capital`, 'Write it as Go types are written: "Cache".'));
  if (names.listKind !== undefined && names.listKind === names.kind) flaws.push(flaw('crd/bad-kind', `the kind ${quoted(names.kind)} is the list's kind, too`, 'Name the list otherwise.'));
  if (name !== `${names.plural}.${group}`) flaws.push(flaw('crd/name-mismatch', `the definition is called ${quoted(name)}; the API server wants "<plural>.<group>"`, `Call it "${names.plural}.${group}".`));
  if (!['Namespaced', 'Cluster'].includes(spec.scope)) flaws.push(flaw('crd/bad-scope', `the scope is ${quoted(spec.scope)}`, 'Write Namespaced or Cluster.'));
  return flaws;
}

function versionFlaws(versions: readonly Json[]): Flaw[] {
  const flaws: Flaw[] = [];
  const names = versions.map((version) => String(version.name));
  const stored = versions.filter((version) => version.storage === true);
  if (stored.length !== 1) {
    flaws.push(flaw('crd/not-one-storage-version', `${stored.length === 0 ? 'no version is' : `${stored.map((v) => v.name).join(' and ')} are`} stored; the API server wants just one`, 'Give one version storage: true.'));
  }
  for (const name of names) if (!LABEL.test(name)) flaws.push(flaw('crd/bad-version', `${quoted(name)} is no version`, 'Name it v1alpha1, v1beta1, v1 …'));
  if (new Set(names).size !== names.length) flaws.push(flaw('crd/bad-version', `a version is there twice: ${names.join(', ')}`, 'Name each once.'));
  if (!versions.some((version) => version.served === true)) flaws.push(flaw('crd/nothing-served', 'no version is served; nobody could read or write an object', 'Serve at least one.'));
  return flaws;
}

/** Columns and the scale subresource. */
function viewFlaws(version: Json, root: Json): Flaw[] {
  const flaws: Flaw[] = [];
  const columns: Json[] = version.additionalPrinterColumns ?? [];
  for (const { name, jsonPath, type, priority } of columns) {
    const bad = (what: string, remedy: string) => flaws.push(flaw('crd/bad-column', `${version.name}: the column ${quoted(name)} ${what}`, remedy));
    if (String(name ?? '') === '') bad('has no name', 'Name it.');
    if (!/^\.[A-Za-z_]/.test(String(jsonPath)) || !isBalanced(String(jsonPath))) bad(`reads ${quoted(jsonPath)}, which is no path`, 'Write it from the root: ".status.phase".');
    else if (isPlain(String(jsonPath)) && !isThere(root, String(jsonPath))) bad(`reads ${quoted(jsonPath)}, which the schema does not have; it would stay empty`, 'Mend the path.');
    if (!['string', 'integer', 'number', 'boolean', 'date'].includes(type)) bad(`has the type ${quoted(type)}`, 'Use one of ColumnType.');
    if (priority !== undefined && !(Number.isInteger(priority) && priority >= 0)) bad(`has the priority ${priority}`, 'Give a whole number from 0 on.');
  }
  const scale: Json | undefined = version.subresources?.scale;
  if (scale === undefined) return flaws;
  for (const [field, under] of [['specReplicasPath', '.spec.'], ['statusReplicasPath', '.status.'], ['labelSelectorPath', '.s']] as const) {
    const path = scale[field];
    if (path === undefined && field === 'labelSelectorPath') continue;
    const good = isPlain(String(path)) && String(path).startsWith(under) && /^\.(spec|status)\./.test(String(path));
    const found = good ? schemaAt(root, path) : undefined;
    const wanted = field === 'labelSelectorPath' ? 'string' : 'integer';
    if (!good) flaws.push(flaw('crd/bad-scale', `${version.name}: ${field} is ${quoted(path)}`, `Write a path below "${under}", without lists.`));
    else if (found?.type !== wanted && isThere(root, path) !== undefined) flaws.push(flaw('crd/bad-scale', `${version.name}: ${field} is ${quoted(path)}, which the schema does not have as a field of type ${wanted}`, 'Mend the path, or the field.'));
  }
  return flaws;
}

/** What the cluster's Kubernetes may be too old for. */
function newFlaws(version: Json, root: Json, { kubernetesVersion }: Platform): Flaw[] {
  const fields: Json[] = version.selectableFields ?? [];
  if (fields.length === 0) return [];
  const bad = (what: string, remedy: string) => [flaw('crd/bad-selectable-field', `${version.name}: ${what}`, remedy)];
  return [
    ...(kubernetesVersion.isAtLeast(Feature.SELECTABLE_FIELDS) ? [] : [flaw('crd/too-new', `${version.name} has selectable fields, which the API server of Kubernetes ${kubernetesVersion} does not have`, 'Leave them out below 1.31.')]),
    ...(fields.length <= MOST_SELECTABLE ? [] : bad(`there are ${fields.length} selectable fields`, `At most ${MOST_SELECTABLE} are possible.`)),
    ...fields.flatMap(({ jsonPath }) => (isPlain(String(jsonPath)) && !/^\.metadata\b/.test(jsonPath) && ['string', 'integer', 'boolean'].includes(schemaAt(root, String(jsonPath))?.type) ? []
      : bad(`${quoted(jsonPath)} cannot be selected by`, 'Name a field that is a text, a whole number or a boolean: ".spec.engine".'))),
    ...(new Set(fields.map((f) => f.jsonPath)).size === fields.length ? [] : bad('a selectable field is there twice', 'Name it once.')),
  ];
}

function isPlain(path: string): boolean {
  return /^(\.[A-Za-z_][A-Za-z0-9_]*)+$/.test(path);
}

function isBalanced(path: string): boolean {
  return ['[]', '()'].every(([open, close]) => path.split(open).length === path.split(close).length) && path.split('"').length % 2 === 1 && path.split("'").length % 2 === 1;
}

/** Whether objects may have something there. */
function isThere(root: Json, path: string): boolean {
  if (/^\.(metadata|apiVersion|kind)\b/.test(path)) return true;
  let at: any = root;
  for (const step of path.split('.').slice(1)) {
    if (at?.['x-kubernetes-preserve-unknown-fields'] === true) return true;
    at = isJson(at?.properties) && Object.hasOwn(at.properties, step) ? at.properties[step] : at?.additionalProperties;
    if (!isJson(at)) return false;
  }
  return true;
}
