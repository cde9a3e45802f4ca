import { Complain, given, items, named, needsName, record, wholeNumber } from './complaint';
import { checkContainerResource, checkField, FILE_FIELDS } from './field-refs';
import { checkKeyFiles, checkMode, checkRelativePath } from './paths';

type Fields = { readonly [field: string]: any };

// Trust bundles and pod certificates are switched off in clusters, and dropped.
const SORTS = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken'];

/** Several sources in one directory. @internal */
export function checkProjected(source: Fields, path: string, complain: Complain): void {
  checkMode(source.defaultMode, `${path}.defaultMode`, complain);
  const files = new Set<string>();
  items(source.sources).forEach((part, i) => {
    const p = record(part);
    const at = `${path}.sources[${i}]`;
    const sorts = SORTS.filter((sort) => given(p[sort]));
    if (sorts.length > 1) complain('api/one-source', at, `${sorts.join(' and ')} are named at once`, 'Name exactly one source.');
    for (const sort of sorts) checkPart(sort, record(p[sort]), `${at}.${sort}`, complain);
    for (const sort of ['secret', 'configMap', 'downwardAPI']) checkClashes(items(record(p[sort]).items), `${at}.${sort}.items`, files, complain);
  });
}

function checkPart(sort: string, part: Fields, at: string, complain: Complain): void {
  if (sort === 'downwardAPI') {checkDownwardFiles(part.items, `${at}.items`, complain);} else if (sort === 'serviceAccountToken') {
    checkRelativePath(part.path, `${at}.path`, complain);
    wholeNumber(complain, `${at}.expirationSeconds`, part.expirationSeconds, 600, 2 ** 32);
  } else {
    needsName(complain, `${at}.name`, part.name, 'object');
    checkKeyFiles(part.items, `${at}.items`, complain);
  }
}

function checkClashes(list: any[], path: string, files: Set<string>, complain: Complain): void {
  list.forEach((item, i) => {
    const { path: file } = record(item);
    if (!named(file)) return;
    if (files.has(file)) complain('api/duplicate', `${path}[${i}].path`, `the file ${file} is there twice`, 'Give one of them another path.');
    files.add(file);
  });
}

/** What a program learns about its pod, as files. @internal */
export function checkDownwardFiles(list: unknown, path: string, complain: Complain): void {
  items(list).forEach((item, i) => {
    const { path: file, fieldRef, resourceFieldRef, mode } = record(item);
    const at = `${path}[${i}]`;
    checkRelativePath(file, `${at}.path`, complain);
    checkMode(mode, `${at}.mode`, complain);
    if (given(fieldRef) === given(resourceFieldRef)) complain('api/one-source', at, given(fieldRef) ? 'a field and a resource are named at once' : 'neither a field nor a resource is named', 'Name exactly one.');
    if (given(fieldRef)) checkField(fieldRef, `${at}.fieldRef`, FILE_FIELDS, complain);
    else if (given(resourceFieldRef)) checkContainerResource(resourceFieldRef, `${at}.resourceFieldRef`, true, complain);
  });
}
