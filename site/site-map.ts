import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { join, posix } from 'path';

export const ROOT = join(__dirname, '..');
export const REPOSITORY: string = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).repository.url.replace(/\.git$/, '');

/** A group of pages, as they stand in the list at the side. */
export interface Group { readonly name: string; readonly sources: string[] }

const markdownIn = (folder: string) => readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.md') && name !== 'README.md').sort().map((name) => `${folder}/${name}`);

/** The pages of a folder, in the order in which its own page names them; what it does not name comes last. */
function inOrderOf(folder: string): string[] {
  const overview = `${folder}/README.md`;
  const named = [...readFileSync(join(ROOT, overview), 'utf8').matchAll(/\]\(([a-z0-9-]+\.md)\)/g)].map(([, name]) => `${folder}/${name}`);
  return [...new Set([overview, ...named.filter((path) => existsSync(join(ROOT, path))), ...markdownIn(folder)])];
}

/** All pages of Markdown, by group. What is new in a folder is there by itself. */
export function groups(): Group[] {
  const top = ['docs/features.md', 'docs/comparison.md', 'docs/rules.md', 'docs/judges.md', 'docs/benchmarks.md', 'docs/scale.md'];
  return [
    { name: 'Begin', sources: ['README.md', 'docs/tutorial.md', 'docs/howto/first-service.md'] },
    { name: 'How to', sources: inOrderOf('docs/howto').filter((path) => !path.endsWith('/first-service.md')) },
    { name: 'Concepts', sources: markdownIn('docs/concepts') },
    { name: 'Coming from', sources: inOrderOf('docs/coming-from') },
    { name: 'Reference', sources: [...top, ...markdownIn('docs').filter((path) => !top.includes(path) && path !== 'docs/tutorial.md')] },
    { name: 'Project', sources: ['CHANGELOG.md', 'SECURITY.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md'] },
    { name: 'Decisions', sources: inOrderOf('docs/decisions') },
  ];
}

/** Where a file of the repository is on the site; `undefined` if it has no page there. */
export function pathOf(source: string): string | undefined {
  if (source === 'API.md') return 'api/index.html';
  if (source === 'examples') return 'gallery/index.html';
  const example = /^examples\/([^/]+)(\/(main\.ts|manifests(\/.*)?))?$/.exec(source);
  if (example) return `gallery/${example[1]}.html`;
  if (!source.endsWith('.md') || (source.includes('/') && !source.startsWith('docs/'))) return undefined;
  return source.replace(/^docs\//, '').replace(/^README\.md$/, 'index.md').replace(/\/README\.md$/, '/index.md').replace(/^[A-Z]+\.md$/, (name) => name.toLowerCase()).replace(/\.md$/, '.html');
}

/** Where a link in a file leads, from that file's page on the site: to a page, or to the repository. */
export function linkFrom(source: string, target: string): string {
  const [path, anchor] = target.split('#');
  if (path === '') return target;
  const file = posix.normalize(posix.join(posix.dirname(source), path)).replace(/\/$/, '');
  if (!existsSync(join(ROOT, file))) throw new Error(`${source}: there is no ${file}`);
  const at = pathOf(file);
  const suffix = anchor === undefined ? '' : `#${anchor}`;
  if (at !== undefined) return posix.relative(posix.dirname(pathOf(source)!), at) + suffix;
  return `${REPOSITORY}/${statSync(join(ROOT, file)).isDirectory() ? 'tree' : 'blob'}/main/${file}${suffix}`;
}
