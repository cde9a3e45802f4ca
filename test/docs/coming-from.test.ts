import { readFileSync } from 'fs';
import { join } from 'path';
import { measure, TOOLS, withTables } from './coming-from';
import { ROOT } from './markdown';

const page = readFileSync(join(ROOT, 'docs/coming-from/README.md'), 'utf8');

test('the tables say what is measured; npm run docs:coming-from writes them anew', () => expect(page).toBe(withTables(page)));

test('what we write of the service has no finding', () => expect(measure('cdk8s-gopher').findings).toEqual([]));

test.each(TOOLS.slice(1))('%s renders a Deployment of two ports or more facts, and says who made it', (_, folder) => {
  const { kinds, typed } = measure(folder);
  expect(kinds).toEqual(expect.arrayContaining(['Deployment', 'Service']));
  expect(typed).toBeGreaterThan(20);
});

test.each(TOOLS.slice(1))('each page of those who come from %s is there, and says what is better there', (_, folder) => {
  const own = readFileSync(join(ROOT, 'docs/coming-from', `${folder}.md`), 'utf8');
  for (const heading of ['## What it does better', '## What moves over', '## The same service']) expect(own).toContain(heading);
});
