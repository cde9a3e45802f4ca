import { Complain, items, named, show, unique } from './complaint';
import { is } from './formats';

type Fields = { readonly [field: string]: any };

const OPERATIONS = ['*', 'CREATE', 'UPDATE', 'DELETE', 'CONNECT'];

/** What an admission webhook or policy is about: operations, groups, versions and resources. @internal */
export function checkResourceRule(rule: Fields, at: string, complain: Complain): void {
  const { operations, apiGroups, apiVersions, resources, resourceNames } = rule;
  atLeastOne(operations, `${at}.operations`, complain);
  alone(operations, `${at}.operations`, complain);
  items(operations).forEach((operation, i) => {
    if (!OPERATIONS.includes(operation)) complain('api/unknown-word', `${at}.operations[${i}]`, `${show(operation ?? '')} is no operation`, `Use one of ${OPERATIONS.join(', ')}.`);
  });
  atLeastOne(apiGroups, `${at}.apiGroups`, complain);
  alone(apiGroups, `${at}.apiGroups`, complain);
  atLeastOne(apiVersions, `${at}.apiVersions`, complain);
  alone(apiVersions, `${at}.apiVersions`, complain);
  noneEmpty(apiVersions, `${at}.apiVersions`, complain);
  checkResources(items(resources), `${at}.resources`, complain);
  if (rule.scope === '') complain('api/unknown-word', `${at}.scope`, 'the text is empty', 'Use Cluster, Namespaced or *.');
  items(resourceNames).forEach((name, i) => {
    if (named(name) && !is.pathSegment(name)) complain('api/bad-format', `${at}.resourceNames[${i}]`, `${show(name)} is not a name`, 'Write a name without "/" and "%".');
  });
  unique(complain, (i) => `${at}.resourceNames[${i}]`, items(resourceNames), 'the name');
}

function atLeastOne(list: unknown, at: string, complain: Complain): void {
  if (items(list).length === 0) complain('api/matches-nothing', at, 'nothing is named, so the rule is about nothing', 'Name at least one, or "*".');
}

function alone(list: unknown, at: string, complain: Complain): void {
  if (items(list).length > 1 && items(list).includes('*')) complain('api/wildcard', at, '"*" stands for all, and others are named beside it', 'Keep "*" alone.');
}

function noneEmpty(list: unknown, at: string, complain: Complain): void {
  items(list).forEach((value, i) => {
    if ((value ?? '') === '') complain('api/no-name', `${at}[${i}]`, 'the text is empty', 'Leave it out.');
  });
}

/** `pods`, `pods/status`, `pods/*`, `*`, and `*` with either side of the slash. */
function checkResources(all: unknown[], at: string, complain: Complain): void {
  atLeastOne(all, at, complain);
  noneEmpty(all, at, complain);
  const texts = all.filter((one): one is string => typeof one === 'string' && one !== '');
  const [wholes, parts] = [texts.filter((text) => !text.includes('/')), texts.filter((text) => text.includes('/'))];
  if (all.length > 1 && texts.includes('*/*')) complain('api/wildcard', at, '"*/*" stands for all, and others are named beside it', 'Keep "*/*" alone.');
  // The server looks at the last resource without a slash only.
  if (wholes.includes('*') && wholes[wholes.length - 1] !== '*') complain('api/wildcard', at, '"*" stands for all resources, and others are named beside it', 'Keep "*", and subresources.');
  const [ofResource, ofPart] = [new Set<string>(), new Set<string>()];
  for (const text of parts) {
    const [resource, part] = [text.slice(0, text.indexOf('/')), text.slice(text.indexOf('/') + 1)];
    if (ofResource.has(resource) || ofPart.has(part)) complain('api/wildcard', at, `${show(text)} is covered by a "*" before it`, 'Leave it out.');
    if (part === '*') ofResource.add(resource);
    if (resource === '*') ofPart.add(part);
  }
}
