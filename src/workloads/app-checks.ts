import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AppHooks } from '../model/app-hooks';
import { Problem } from '../model/problem';
import { perRevision } from '../model/revision';
import { flaw } from '../values/flaw';

const CHECKED = Symbol.for('cdk8s-gopher.app-checks');

/** Has the whole app checked, once, however many workloads it has. @internal */
export function checkAppOnce(member: IConstruct): void {
  const root = member.node.root as any;
  if (root[CHECKED]) return;
  Object.defineProperty(root, CHECKED, { value: true });
  const messages = perRevision(() => duplicateObjects(root).map((p) => p.message));
  const found = perRevision(() => (messages().length > 0 ? [] : AppHooks.run(root)));
  root.node.addValidation({ validate: messages });
  root.node.addValidation({ validate: found });
}

/** Objects of one group, kind, namespace and name: the last one applied would silently win. @internal */
export function duplicateObjects(root: IConstruct): Problem[] {
  const seen = new Map<string, ApiObject>();
  const clashes = new Map<string, { path: string; other: string; objects: string[] }>();
  for (const construct of root.node.findAll()) {
    if (!(construct instanceof ApiObject)) continue;
    const key = [construct.apiGroup, construct.kind, construct.metadata.namespace ?? '', construct.name].join(' ');
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, construct);
      continue;
    }
    const [path, other] = [ownerOf(construct), ownerOf(first)];
    const clash = clashes.get(`${path} ${other}`) ?? { path, other, objects: [] };
    clash.objects.push(`${construct.kind} "${construct.name}"`);
    clashes.set(`${path} ${other}`, clash);
  }
  return [...clashes.values()].map(({ path, other, objects }) => Problem._at(path, flaw('object/duplicate',
    `${path} and ${other} both make ${objects.join(', ')}, in the same namespace; the last one applied would win`,
    'Give one of the two another name or another namespace.')));
}

/** The construct that a user wrote: the outermost below the chart. */
function ownerOf(object: ApiObject): string {
  let at: IConstruct = object;
  while (at.node.scope && at.node.scope !== object.chart) at = at.node.scope;
  return at.node.path;
}
