import * as fc from 'fast-check';
import { verify, World } from './world';
import { Manifest, Manifests, RuleReport } from '../../../src';
import { External } from '../../../src/rules/graph/external';
import { graphRules } from '../../../src/rules/graph/graph-rules';
import { LabelSelector } from '../../../src/rules/graph/label-selector';
import { operabilityRules } from '../../../src/rules/operability/operability-rules';

const RULES = [...graphRules([External.service('x', [80])]), ...operabilityRules()];

test('every rule has an id of its family, a reason and a remedy of one sentence each', () => {
  expect(new Set(RULES.map((r) => r.ruleId)).size).toBe(RULES.length);
  for (const { ruleId, reason, remedy } of RULES) {
    expect(ruleId).toMatch(/^(graph|operability)\/[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(reason).toMatch(/^[A-Z].+\.$/);
    expect(remedy).toMatch(/^[A-Z].+\.$/);
  }
});

const junk = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, '', 'x', '__proto__', '100%', '-1', 0, -1, 1e308, Number.NaN, true, [], {}, [null], [[]], [{}], { name: 1 }, { matchLabels: null }, { matchLabels: { a: 1 } }),
  fc.json().map((text) => JSON.parse(text) as unknown),
);

/** Every place in an object: the list that holds it and the field. */
function placesIn(value: any): Array<[any, string]> {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key): Array<[any, string]> => [[value, key], ...placesIn(value[key])]);
}

test('no rule throws, whatever stands where', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(), junk), { minLength: 1, maxLength: 20 }), (changes) => {
    const { objects } = new World();
    for (const [where, what] of changes) {
      const places = placesIn(objects);
      const [holder, field] = places[where % places.length];
      holder[field] = structuredClone(what);
    }
    verify(objects);
  }), { numRuns: 300 });
});

test('no rule writes into what it reads', () => {
  const freeze = (value: any): any => {
    if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
    return value;
  };
  expect(verify(new World().objects.map(freeze))).toEqual([]);
});

/** The shop many times over, each in other words: what is read and what is compared is counted. */
function effortOf(shops: number): { reads: number; comparisons: number } {
  let reads = 0;
  const counted = (value: any): any => (typeof value !== 'object' || value === null ? value : new Proxy(value, {
    get(target, key) {
      if (typeof key === 'string') reads++;
      return counted(Reflect.get(target, key));
    },
  }));
  const objects = Array.from({ length: shops }, (_, n) => JSON.parse(JSON.stringify(new World().objects)
    .replace(/"(front|orders|others|db|reports|clean|migrate|stripe)([-"/.])/g, `"$1${n}$2`).replace(/http:\/\/orders/, `http://orders${n}`)
    .replace(/(shop|orders)\.example\.com/g, `$1${n}.example.com`)) as any[]).flat();
  // All of them call one hub, as all services call the one that knows who is logged in.
  const hub = new World();
  objects.push({ ...hub.get('Service', 'orders'), metadata: { name: 'hub', namespace: 'shop' }, spec: { ...hub.get('Service', 'orders').spec, selector: { app: 'hub' } } });
  const program = structuredClone(hub.get('Deployment', 'orders'));
  program.metadata.name = program.spec.selector.matchLabels.app = program.spec.template.metadata.labels.app = 'hub';
  objects.push(program, {
    ...hub.get('NetworkPolicy', 'orders'),
    metadata: { name: 'hub', namespace: 'shop' },
    spec: { podSelector: { matchLabels: { app: 'hub' } }, ingress: [{ from: Array.from({ length: shops }, (_, n) => ({ podSelector: { matchLabels: { app: `front${n}` } } })) }] },
  });
  for (const o of objects.filter((x) => x.kind === 'Deployment' && /^front/.test(x.metadata.name))) o.spec.template.spec.containers[0].env.push({ name: 'HUB_URL', value: 'http://hub' });
  for (const o of objects.filter((x) => x.kind === 'NetworkPolicy' && /^front/.test(x.metadata.name))) o.spec.egress.push({ to: [{ podSelector: { matchLabels: { app: 'hub' } } }] });
  const unique = objects.filter((o, i) => i === 0 || o.kind !== 'Namespace');

  expect(verify(unique).filter((f) => f.severity === 'error').map(String)).toEqual([]);
  const manifests = Manifests.of(unique.map((o) => Manifest.of(counted(o))));
  const matches = jest.spyOn(LabelSelector.prototype, 'matches');
  RULES.forEach((rule) => rule.check(manifests, RuleReport._for(rule)));
  const comparisons = matches.mock.calls.length;
  matches.mockRestore();
  return { reads, comparisons };
}

test('four times the objects take four times the effort', () => {
  const [small, large] = [effortOf(20), effortOf(80)];
  expect(large.reads / small.reads).toBeLessThan(4.2);
  expect(large.comparisons / small.comparisons).toBeLessThan(4.2);
});
