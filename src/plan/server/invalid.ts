import { stored } from './stored';
import { ApiServerValues } from '../../rules/api-server/api-server-rules';
import { Manifest } from '../../rules/manifest';
import { Manifests } from '../../rules/manifests';
import { RuleBook } from '../../rules/rule-book';
import { same } from '../difference';

const VALUES = RuleBook.of([new ApiServerValues()]);

/**
 * What the API server refuses in what it would hold, and not in what is applied: a field that
 * it once filled in and that does not go with the new ones.
 *
 * @internal
 */
export function refusedTogether(result: any, after: any, minor: number): string[] {
  const anew = stored(after, minor);
  if (same(result, anew)) return []; // nothing has stayed
  const findings = (object: any) => VALUES.verify(Manifests.of([Manifest.of(object, { kubernetesMinor: minor })])).map(({ rule, path }) => ({ rule, path }));
  const found = findings(withoutMade(result));
  if (found.length === 0) return [];
  const alone = new Set([...findings(after), ...findings(anew)].map(({ rule, path }) => `${rule} ${path}`));
  return [...new Set(found.filter(({ rule, path }) => !alone.has(`${rule} ${path}`)).map(({ path }) => path))];
}

/** Without the selector that a Job has from the API server, which nobody else may give it. */
function withoutMade(object: any): any {
  if (object.kind !== 'Job' || object.spec?.manualSelector === true) return object;
  const { selector: _, ...spec } = object.spec ?? {};
  return { ...object, spec };
}
