import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parseDocument } from 'yaml';
import { highlighted } from './highlight';
import { render, scrolling, Surroundings } from './markdown';
import { escaped, Page } from './page';
import { REPOSITORY, ROOT } from './site-map';

/** One object of the committed YAML. */
interface Shown { readonly title: string; readonly of: string; readonly text: string }

/** An example: what was typed, and what was written. */
interface Example { readonly name: string; readonly about: string; readonly program: string; readonly objects: Shown[]; readonly typed: number; readonly written: number }

/** Lines that say something: neither empty nor a comment. */
const saying = (text: string, comment: string) => text.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith(comment)).length;

function readExample(name: string): Example {
  const folder = join(ROOT, 'examples', name);
  const program = readFileSync(join(folder, 'main.ts'), 'utf8').trimEnd();
  const files = readdirSync(join(folder, 'manifests'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml')).sort();
  const objects = files.flatMap((file) => readFileSync(join(folder, 'manifests', file), 'utf8').split(/^---\n/m)).filter((text) => text.trim() !== '').map((text): Shown => {
    const { kind, metadata } = parseDocument(text).toJS();
    return { title: `${kind} ${metadata.name}`, of: metadata.labels?.['app.kubernetes.io/instance'] ?? metadata.name, text: text.trimEnd() };
  });
  // The comment above the app says what the example is after.
  const about = [...program.matchAll(/^(?:\/\/ .*\n)+/gm)].map(([comment]) => comment.replace(/^\/\/ /gm, '').replace(/\n/g, ' ').trim())[0] ?? '';
  return { name, about, program, objects, typed: saying(program, '//'), written: objects.reduce((sum, { text }) => sum + saying(text, '#'), 0) };
}

/** An overview of the examples, and a page for each with its program beside its YAML. */
export function galleryPages(surroundings: Surroundings): Page[] {
  const examples = readdirSync(join(ROOT, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => readExample(name));
  return [overview(examples, surroundings), ...examples.map(page)];
}

function overview(examples: readonly Example[], surroundings: Surroundings): Page {
  const rows = examples.map(({ name, about, typed, written, objects }) => `<tr><td><a href="${name}.html">${name}</a></td><td>${render(about, surroundings).html.replace(/<\/?p>/g, '')}</td>`
    + `<td class="number">${typed}</td><td class="number">${written}</td><td class="number">${objects.length}</td><td class="number">${Math.round(written / typed)}</td></tr>`);
  return {
    path: 'gallery/index.html',
    title: 'Gallery',
    kind: 'Gallery',
    headings: [],
    html: '<h1>Gallery</h1>\n<p>Whole programs, each beside the YAML that it writes. Lines are counted without empty ones and comments; the program\'s with its imports and its platform. '
      + `<a href="../howto/samples.html">Where they come from, and how they compare with their originals</a>.</p>\n${scrolling('<table><thead><tr><th>Example</th><th>What it is</th><th class="number">Lines typed</th><th class="number">Lines of YAML</th>'
        + `<th class="number">Objects</th><th class="number">Lines for one</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`, 'Table: examples')}`,
  };
}

function page({ name, about, program, objects, typed, written }: Example): Page {
  const owners = [...new Set(objects.map(({ of }) => of))];
  const blocks = owners.map((of) => `<h3 id="of-${escaped(of)}">${escaped(of)}</h3>\n${objects.filter((object) => object.of === of).map(shown).join('\n')}`);
  return {
    path: `gallery/${name}.html`,
    title: `${name}: the program and its YAML`,
    kind: 'Gallery',
    headings: [],
    wide: true,
    html: `<h1>${name}</h1>\n<p>${escaped(about)}</p>\n<p><strong>${typed}</strong> lines typed, <strong>${written}</strong> lines of YAML in <strong>${objects.length}</strong> objects. `
      + `A name in the program leads to its objects. <a href="index.html">All examples</a> · <a href="${REPOSITORY}/tree/main/examples/${name}" rel="noopener">in the repository</a></p>\n`
      + `<div class="beside"><section aria-labelledby="program"><h2 id="program">Program</h2><div class="code"><pre tabindex="0"><code>${withLinks(highlighted(program, 'ts'), owners)}</code></pre></div></section>\n`
      + `<section aria-labelledby="yaml"><h2 id="yaml">YAML</h2>\n${blocks.join('\n')}\n</section></div>`,
  };
}

function shown({ title, text }: Shown): string {
  return `<details><summary>${escaped(title)} <small>${text.split('\n').length} lines</small></summary><div class="code"><pre tabindex="0"><code>${highlighted(text, 'yaml')}</code></pre></div></details>`;
}

/** The names in the program lead to what was written for them. */
function withLinks(html: string, owners: readonly string[]): string {
  return html.replace(/(<span class="hljs-string">&#x27;)([a-z0-9-]+)(&#x27;<\/span>)/g, (all, open, name, close) => (owners.includes(name) ? `${open}<a href="#of-${name}">${name}</a>${close}` : all));
}
