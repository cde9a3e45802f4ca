import * as fc from 'fast-check';
import { complaints, yaml } from './judge';
import { Port } from '../../../src';
import { shop } from '../../kit';

/*
 * Whatever field is added, wherever: it is found, and nothing else is.
 */

const OTHERS = yaml(`
- apiVersion: batch/v1
  kind: CronJob
  metadata: { name: a, labels: { a: b } }
  spec:
    schedule: 0 3 * * *
    jobTemplate: { spec: { podFailurePolicy: { rules: [{ action: FailJob, onExitCodes: { operator: In, values: [1] } }] },
      template: { spec: { restartPolicy: Never, containers: [{ name: a, image: b, envFrom: [{ configMapRef: { name: c } }] }] } } } }
- apiVersion: networking.k8s.io/v1
  kind: Ingress
  metadata: { name: a }
  spec: { rules: [{ host: a.b, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: c, port: { number: 80 } } } }] } }] }
- apiVersion: rbac.authorization.k8s.io/v1
  kind: RoleBinding
  metadata: { name: a }
  roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: b }
  subjects: [{ kind: ServiceAccount, name: c }]
- apiVersion: apps/v1
  kind: StatefulSet
  metadata: { name: a }
  spec:
    selector: { matchExpressions: [{ key: app, operator: Exists }] }
    template: { spec: { containers: [{ name: a, image: b }], volumes: [{ name: v, projected: { sources: [{ secret: { name: s } }] } }] } }
    volumeClaimTemplates: [{ metadata: { name: v }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }]
`);

// Maps, whose keys are the user's.
const MAPS = /^(labels|annotations|matchLabels|selector|data|stringData|limits|requests|nodeSelector)$/;

const OBJECTS: any[] = [...shop({ ports: [Port.http(8080)], env: { A: 'b' } }).objects, ...OTHERS];
const PLACES = OBJECTS.flatMap((object, i) => objectsWithin(object).map((path) => ({ i, path })));

/** The path of every object with named fields: the root, its metadata, each container … */
function objectsWithin(value: any, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [];
  const last = path[path.length - 1];
  const inner = Object.entries(value).flatMap(([key, v]) => objectsWithin(v, [...path, Array.isArray(value) ? Number(key) : key]));
  return Array.isArray(value) || (MAPS.test(String(last)) && !value.matchLabels && !value.matchExpressions) ? inner : [path, ...inner];
}

test('objects to which nothing is added have the right structure', () => {
  expect(OBJECTS.flatMap((object) => complaints(object))).toEqual([]);
});

test('a field of any name that is added anywhere is found, and nothing else', () => {
  expect(PLACES.length).toBeGreaterThan(100);
  const name = fc.stringMatching(/^[a-zA-Z$_][a-zA-Z0-9.$/_-]{0,20}Zz$/);
  const value = fc.jsonValue();
  fc.assert(fc.property(fc.constantFrom(...PLACES), name, value, ({ i, path }, field, v) => {
    const object = structuredClone(OBJECTS[i]);
    path.reduce((at, step) => at[step], object)[field] = v;
    const found = complaints(object);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^unknown-field /);
    expect(found[0]).toContain(field);
  }), { numRuns: 1000 });
});
