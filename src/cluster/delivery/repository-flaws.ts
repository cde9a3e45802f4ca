import { Flaw, flaw, quoted } from '../../values/flaw';

/** What is wrong with the address of a repository; a password in it is never repeated. @internal */
export function repositoryFlaws(url: string, scheme: RegExp, example: string): Flaw[] {
  if (/\/\/[^/@\s]*:[^/@\s]*@/.test(url)) {
    return [flaw('delivery/literal-secret', 'the address of the repository has a password in it, which would be committed', 'Leave it out, and give the credentials to the tool by a Secret.')];
  }
  return scheme.test(url) ? [] : [flaw('delivery/bad-repository', `${quoted(url)} is no address of a repository`, `Write it as ${example}.`)];
}

/** What is wrong with a folder in a repository. @internal */
export function pathFlaws(path: string): Flaw[] {
  return path !== '' && !path.startsWith('/') && !path.split('/').includes('..') && !/[\s\\]/.test(path) ? [] : [flaw('delivery/bad-path',
    `${quoted(path)} is no folder of a repository`, 'Write it from the top of the repository, such as "manifests/staging".')];
}
