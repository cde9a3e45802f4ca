import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { shopPlan } from './shop-plan';
import { textPlan } from '../../../src/plan/report/text-plan';
import { paletteOf } from '../../../src/rules/report/palette';
import { deployment, named, planOf, secret, service } from '../plan-kit';

/*
 * What people and tools see, whole. After a change: GOLDEN=write npx jest test/plan/report, and
 * read the difference.
 */
const plan = shopPlan();

test.each<[string, string]>([
  ['plan.txt', String(plan)],
  ['plan-details.txt', textPlan(plan, { palette: paletteOf(false), isWhole: true })],
  ['plan-colours.txt', textPlan(plan, { palette: paletteOf(true), isWhole: false })],
  ['plan.md', plan.toMarkdown()],
  ['plan.json', plan.toJson()],
])('%s is what the plan of a shop looks like', (name, text) => {
  const file = join(__dirname, 'golden', name);
  if (process.env.GOLDEN === 'write') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
});

test('colours are all that a terminal adds', () => {
  expect(textPlan(plan, { palette: paletteOf(true), isWhole: false }).replace(/\u001b\[\d+m/g, '')).toBe(String(plan));
});

test('a fleet that restarts is one line, unless somebody asks for each', () => {
  const fleet = (image: string) => Array.from({ length: 40 }, (_, i) => named(`s${i}`, {}, { image }));
  const large = planOf(fleet('x:1'), fleet('x:2'));
  expect(String(large)).toContain('40 of kind Deployment: shop/s0, shop/s1, shop/s2 and 37 more');
  expect(String(large).split('\n').length).toBeLessThan(12);
  expect(textPlan(large, { palette: paletteOf(false), isWhole: true })).toContain('Deployment shop/s39');
  expect(large.toMarkdown().length).toBeLessThan(2000);
});

test('nothing in a name or a value reaches the terminal, or the table, as anything but text', () => {
  const named2 = (name: string) => ({ ...service(), metadata: { name, namespace: 'shop' } });
  const evil = planOf([secret({})], [secret({}), named2('a\u001b[31m|<b>`x`')]);
  expect(String(evil)).not.toContain('\u001b');
  expect(evil.toMarkdown()).not.toMatch(/[^\\](<b>|`x`)/);
});

test('the value of a Secret is in none of them', () => {
  const all = [String(plan), textPlan(plan, { palette: paletteOf(false), isWhole: true }), plan.toMarkdown(), plan.toJson()].join('');
  expect(all).not.toMatch(/b2xk|bmV3/);
});

test('JSON has what tools are promised', () => {
  const json = JSON.parse(plan.toJson());
  expect(Object.keys(json)).toEqual(['effect', 'changes', 'security', 'scale', 'capacity', 'endpoints', 'connections', 'constructs', 'reasons']);
  for (const change of json.changes) expect(Object.keys(change).slice(0, 7)).toEqual(['kind', 'namespace', 'name', 'effect', 'paths', 'why', 'recipe']);
  expect(JSON.parse(planOf([deployment()], [deployment()]).toJson())).toEqual({ effect: 'none', changes: [], security: [], scale: [], capacity: [], endpoints: [], connections: [], constructs: [], reasons: [] });
});
