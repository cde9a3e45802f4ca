import { readFileSync } from 'fs';
import { join } from 'path';
import { rulesPage } from './rules-page';

test('the catalogue of rules is what the rules say; after a change: npm run docs:rules', () => {
  expect(readFileSync(join(__dirname, '../../docs/rules.md'), 'utf8')).toBe(rulesPage());
});
