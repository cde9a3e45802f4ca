import { Naming } from './pod-privileges';
import { Manifest } from '../../rules/manifest';
import { Manifests } from '../../rules/manifests';
import { isRecord, listOf } from '../../rules/pods';

/** One verb on one kind of things. @internal */
export interface Right {
  readonly verb: string;
  /** `secrets`, `deployments.apps`, or a path outside of the API's objects */
  readonly resource: string;
  /** the one object that it is about; any of them if empty */
  readonly object: string;
  /** empty for the whole cluster */
  readonly namespace: string;
}

/**
 * The rights that role bindings give, by who has them. A role that is not among the
 * objects is one right by its name.
 *
 * @internal
 */
export function rightsIn(all: Manifests, nameOf: Naming): Map<string, Right[]> {
  const found = new Map<string, Right[]>();
  for (const binding of [...all.ofKind('RoleBinding'), ...all.ofKind('ClusterRoleBinding')]) {
    const rights = rightsOf(binding, all);
    for (const subject of listOf(binding.object.subjects)) {
      const who = nameOf(subjectOf(subject, binding));
      found.set(who, [...found.get(who) ?? [], ...rights]);
    }
  }
  return found;
}

/** Whether one right includes another. @internal */
export function includes(wide: Right, { verb, resource, object, namespace }: Right): boolean {
  const either = (pattern: string, value: string) => pattern === value || pattern === '*';
  return either(wide.verb, verb) && (wide.object === '' || wide.object === object) && (wide.namespace === '' || wide.namespace === namespace) && ofResource(wide.resource, resource);
}

/** `may get, list secrets in namespace shop`, alike rights together. @internal */
export function sentences(rights: readonly Right[]): string[] {
  const verbs = new Map<string, Set<string>>();
  for (const { verb, resource, object, namespace } of rights) {
    const where = resource.startsWith('/') ? '' : namespace === '' ? ' in every namespace' : ` in namespace ${namespace}`;
    const what = `${resource === '*.*' ? 'everything' : resource}${object === '' ? '' : ` "${object}"`}${where}`;
    verbs.set(what, (verbs.get(what) ?? new Set()).add(verb));
  }
  return [...verbs].map(([what, said]) => `may ${said.has('*') ? 'do anything to' : [...said].sort().join(', ')} ${what}`);
}

function subjectOf(subject: any, binding: Manifest): string {
  const { kind, name, namespace } = isRecord(subject) ? subject : ({} as any);
  return kind === 'ServiceAccount' ? `ServiceAccount ${namespace ?? binding.namespace}/${name}` : `${kind} ${name}`;
}

function rightsOf({ kind, namespace, object: { roleRef } }: Manifest, all: Manifests): Right[] {
  const scope = kind === 'RoleBinding' ? namespace : '';
  const role = roleRef?.kind === 'Role' ? all.find('Role', namespace, roleRef.name) : all.find('ClusterRole', '', roleRef?.name);
  if (role === undefined) return [{ verb: 'use', resource: `the rights of ${roleRef?.kind} ${roleRef?.name}`, object: '', namespace: scope }];
  return listOf(role.object.rules).flatMap((rule) => listOf(rule?.verbs).flatMap((verb): Right[] => [
    ...resourcesOf(rule).flatMap((resource) => (listOf(rule.resourceNames).length === 0 ? [''] : listOf(rule.resourceNames)).map((object) => ({ verb, resource, object, namespace: scope }))),
    ...listOf(rule?.nonResourceURLs).map((path) => ({ verb, resource: String(path).startsWith('/') ? path : `/${path}`, object: '', namespace: '' })),
  ]));
}

/** `secrets`, `deployments.apps`, `*.*` */
function resourcesOf(rule: any): string[] {
  return listOf(rule?.apiGroups).flatMap((group) => listOf(rule?.resources).map((resource) => (group === '' ? resource : `${resource}.${group}`)));
}

function ofResource(wide: string, resource: string): boolean {
  if (wide === resource || wide === '*.*') return true;
  if (wide.startsWith('/')) return wide.endsWith('*') && resource.startsWith(wide.slice(0, -1));
  if (resource.startsWith('/')) return false;
  const [[name, group], [kind, of]] = [wide, resource].map((text) => [text.split('.')[0], text.split('.').slice(1).join('.')]);
  return (name === '*' || name === kind || (name.startsWith('*/') && kind.endsWith(name.slice(1)))) && (group === '*' || group === of);
}
