import { complaints, deployment, fixOf, judge, yaml } from './judge';
import { Severity } from '../../../src';
import { structureRules } from '../../../src/rules/structure/structure-rules';

const POD = 'spec.template.spec';
const CONTAINER = `${POD}.containers[0]`;

const named = (apiVersion: string, kind: string, rest: string = '') => yaml(`{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: a } ${rest} }`);
const service = (spec: string) => named('v1', 'Service', `, spec: ${spec}`);
const resources = (memory: string) => deployment({ container: `resources: { limits: { memory: ${memory} } }` });

describe('the structure rules complain about', () => {
  test.each<[string, any, string]>([
    ['a misspelt field', deployment({ spec: 'replica: 3' }), 'unknown-field spec.replica'],
    ['a field in the wrong case', deployment({ container: 'imagePullpolicy: Always' }), `unknown-field ${CONTAINER}.imagePullpolicy`],
    ['an unknown field whose value is null', deployment({ spec: 'replica: null' }), 'unknown-field spec.replica'],
    ['an unknown field of the metadata', yaml('{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, label: {} } }'), 'unknown-field metadata.label'],
    ['an unknown field next to spec', named('v1', 'Service', ', specs: {}'), 'unknown-field specs'],
    ['an unknown field within a map of objects', named('v1', 'Pod', ', spec: { containers: [{ name: a, image: b, env: [{ name: A, valueFrom: { secretRef: {} } }] }] }'),
      'unknown-field spec.containers[0].env[0].valueFrom.secretRef'],

    ['a number where text belongs', deployment({ container: 'env: [{ name: PORT, value: 8080 }]' }), `wrong-type ${CONTAINER}.env[0].value`],
    ['a boolean where text belongs', deployment({ container: 'env: [{ name: ON, value: true }]' }), `wrong-type ${CONTAINER}.env[0].value`],
    ['text where a number belongs', deployment({ spec: 'replicas: "3"' }), 'wrong-type spec.replicas'],
    ['a fraction where a whole number belongs', deployment({ spec: 'replicas: 1.5' }), 'wrong-type spec.replicas'],
    ['a number that 32 bits cannot hold', deployment({ spec: 'replicas: 3000000000' }), 'wrong-type spec.replicas'],
    ['text where a boolean belongs', deployment({ pod: 'hostNetwork: "true"' }), `wrong-type ${POD}.hostNetwork`],
    ['an object where a list belongs', deployment({ container: 'ports: { containerPort: 80 }' }), `wrong-type ${CONTAINER}.ports`],
    ['a list where an object belongs', deployment({ container: 'resources: []' }), `wrong-type ${CONTAINER}.resources`],
    ['text where an object belongs', named('v1', 'ConfigMap', ', data: text'), 'wrong-type data'],
    ['a number in a map of texts', named('v1', 'ConfigMap', ', data: { port: 8080 }'), 'wrong-type data.port'],
    ['a label that YAML reads as a boolean', yaml('{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, labels: { a.b/on: true } } }'), 'wrong-type metadata.labels["a.b/on"]'],
    ['a Secret that is not base64', named('v1', 'Secret', ', data: { key: not base64! }'), 'wrong-type data.key'],
    ['a boolean as a port', deployment({ container: 'readinessProbe: { httpGet: { port: true } }' }), `wrong-type ${CONTAINER}.readinessProbe.httpGet.port`],
    ['a time that is none', yaml('{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, creationTimestamp: "2026-02-30T00:00:00Z" } }'), 'wrong-type metadata.creationTimestamp'],

    ['bytes spelt as people speak', resources('512MB'), `bad-quantity ${CONTAINER}.resources.limits.memory`],
    ['a quantity with a space', resources('1 Gi'), `bad-quantity ${CONTAINER}.resources.limits.memory`],
    ['a quantity with a comma', resources('"0,5"'), `bad-quantity ${CONTAINER}.resources.limits.memory`],
    ['an empty quantity', resources('""'), `bad-quantity ${CONTAINER}.resources.limits.memory`],
    ['a small k as a binary unit', resources('64ki'), `bad-quantity ${CONTAINER}.resources.limits.memory`],

    ['a value that an enum does not have', deployment({ container: 'imagePullPolicy: Sometimes' }), `unknown-enum-value ${CONTAINER}.imagePullPolicy`],
    ['a value of an enum in the wrong case', deployment({ container: 'ports: [{ containerPort: 80, protocol: tcp }]' }), `unknown-enum-value ${CONTAINER}.ports[0].protocol`],
    ['a value in a list that an enum does not have', named('networking.k8s.io/v1', 'NetworkPolicy', ', spec: { podSelector: {}, policyTypes: [Both] }'), 'unknown-enum-value spec.policyTypes[0]'],

    ['a container without an image', named('v1', 'Pod', ', spec: { containers: [{ name: a }] }'), 'missing-field spec.containers[0].image'],
    ['a pod without containers', named('v1', 'Pod', ', spec: { containers: [] }'), 'missing-field spec.containers'],
    ['an item of a list that is empty', deployment({ container: 'env: [null]' }), `missing-field ${CONTAINER}.env[0].name`],
    ['a field that is null though it is needed', deployment({ spec: 'selector: null' }), 'missing-field spec.selector'],
    ['a path of an Ingress without its type', named('networking.k8s.io/v1', 'Ingress', ', spec: { rules: [{ http: { paths: [{ backend: {} }] } }] }'), 'missing-field spec.rules[0].http.paths[0].pathType'],

    ['a variable that is there twice', deployment({ container: 'env: [{ name: A, value: "1" }, { name: A, value: "2" }]' }), `duplicate-list-key ${CONTAINER}.env[1]`],
    ['a port that is there twice, once with the protocol it has anyway', deployment({ container: 'ports: [{ containerPort: 80 }, { name: web, containerPort: 80, protocol: TCP }]' }), `duplicate-list-key ${CONTAINER}.ports[1]`],
    ['two mounts in one place', deployment({ container: 'volumeMounts: [{ name: a, mountPath: /tmp }, { name: b, mountPath: /tmp }]' }), `duplicate-list-key ${CONTAINER}.volumeMounts[1]`],
    ['two containers of one name', deployment({ pod: 'containers: [{ name: a, image: b }, { name: a, image: c }]' }), `duplicate-list-key ${POD}.containers[1]`],
    ['a finalizer that is there twice', yaml('{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, finalizers: [a.b/c, a.b/c] } }'), 'duplicate-list-key metadata.finalizers[1]'],

    ['a version that is gone', named('policy/v1beta1', 'PodDisruptionBudget'), 'unserved-version apiVersion'],
    ['a version that never was', named('apps/v2', 'Deployment'), 'no-such-kind apiVersion'],
    ['a misspelt kind', named('apps/v1', 'Deploymnt'), 'no-such-kind kind'],
    ['a kind of another group', named('v1', 'Deployment'), 'no-such-kind apiVersion'],
    ['an object without a kind', yaml('{ apiVersion: v1, metadata: { name: a } }'), 'no-such-kind kind'],
    ['an object without a name', yaml('{ apiVersion: v1, kind: ConfigMap, metadata: {} }'), 'no-name metadata.name'],
    ['a custom resource without a name', yaml('{ apiVersion: example.com/v1, kind: Widget }'), 'no-name metadata.name'],
    ['what is no object at all', 'text', 'wrong-type '],
  ])('%s', (_, object, complaint) => {
    expect(complaints(object)).toEqual([complaint]);
  });
});

describe('the structure rules stay quiet about', () => {
  test.each<[string, any]>([
    ['an ordinary Deployment', deployment()],
    ['fields that are null, which reads as left out', deployment({ spec: 'replicas: null', container: 'env: null' })],
    ['a variable whose value is null', deployment({ container: 'env: [{ name: A, value: null }]' })],
    ['the null time that other tools write', yaml('{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, creationTimestamp: null } }')],
    ['whatever stands in a status, which the API server drops', { ...deployment(), status: { anything: 1 } }],
    ['a port as number or as name', service('{ ports: [{ name: a, port: 80, targetPort: 8080 }, { name: b, port: 81, targetPort: http }] }')],
    ['quantities as numbers', deployment({ container: 'resources: { limits: { cpu: 1, memory: 0.5, nvidia.com/gpu: 1e3 } }' })],
    ['quantities of every unit', deployment({ container: 'resources: { limits: { a: 1.5Gi, b: 250m, c: 1e3, d: 12E, e: "+1", f: .5, g: 5., h: 10u, i: 1E-2 } }' })],
    ['one port for both protocols', deployment({ container: 'ports: [{ containerPort: 53 }, { containerPort: 53, protocol: UDP }]' })],
    ['equal items of a list that is one value', deployment({ container: 'args: [-v, -v]' })],
    ['an enum that is left empty', service('{ type: "", ports: [{ port: 80 }] }')],
    ['a schema in a CustomResourceDefinition', yaml(`
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: { name: widgets.example.com }
      spec:
        group: example.com
        names: { plural: widgets, kind: Widget }
        scope: Namespaced
        versions:
        - name: v1
          served: true
          storage: true
          schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, additionalProperties: { type: string }, default: { a: [1] } } } } }`)],
    ['a custom resource, whatever is in it', yaml('{ apiVersion: example.com/v1, kind: Widget, metadata: { name: a }, spec: { whatever: [1, { a: b }] } }')],
    ['a name that is to be generated', yaml('{ apiVersion: batch/v1, kind: Job, metadata: { generateName: a- }, spec: { template: { spec: { restartPolicy: Never, containers: [{ name: a, image: b }] } } } }')],
    ['a question to the API server, which has no name', yaml('{ apiVersion: authorization.k8s.io/v1, kind: SelfSubjectAccessReview, spec: {} }')],
  ])('%s', (_, object) => {
    expect(complaints(object)).toEqual([]);
  });
});

describe('the structure rules say what to do', () => {
  test.each<[string, any, string]>([
    ['write the name that is nearly the same', deployment({ spec: 'replica: 3' }), 'Write replicas.'],
    ['write it in the right case', deployment({ container: 'imagePullpolicy: Always' }), 'Write imagePullPolicy.'],
    ['move it out', deployment({ pod: 'replicas: 3' }), 'Move it to spec.replicas.'],
    ['move it in', deployment({ spec: 'containers: []' }), 'Move it to spec.template.spec.containers.'],
    ['move it into a list', deployment({ pod: 'readinessProbe: {}' }), `Move it to ${POD}.containers[].readinessProbe.`],
    ['move it to where the container keeps it', deployment({ container: 'runAsUser: 65532' }), `Move it to ${CONTAINER}.securityContext.runAsUser.`],
    ['put it in quotes', deployment({ container: 'env: [{ name: PORT, value: 8080 }]' }), 'Put it in quotes: "8080".'],
    ['take the quotes away', deployment({ spec: 'replicas: "3"' }), 'Write it without quotes: 3.'],
    ['write the unit of Kubernetes', resources('512MB'), 'Write 512Mi.'],
    ['write the value that is nearly the same', deployment({ container: 'imagePullPolicy: always' }), 'Write "Always".'],
    ['write the version that is served', named('policy/v1beta1', 'PodDisruptionBudget'), 'Write policy/v1.'],
    ['write the version that has the kind', named('v1', 'Deployment'), 'Write apps/v1.'],
    ['write the newest of the versions that are served', named('autoscaling/v2beta2', 'HorizontalPodAutoscaler'), 'Write autoscaling/v2.'],
  ])('%s', (_, object, fix) => {
    expect(fixOf(object)).toBe(fix);
  });

  test('and never repeat a Secret', () => {
    const [finding] = judge(named('v1', 'Secret', ', data: { key: hunter2! }'));
    expect(String(finding)).not.toContain('hunter2');
  });
});

describe('published defects of other libraries are found', () => {
  test('D1: minReadySeconds in the pod', () => {
    const defect = deployment({ pod: 'minReadySeconds: 10' });
    expect(complaints(defect)).toEqual([`unknown-field ${POD}.minReadySeconds`]);
    expect(fixOf(defect)).toBe('Move it to spec.minReadySeconds.');
  });

  test('D2: startingDeadlineSeconds in the Job of a CronJob', () => {
    const defect = named('batch/v1', 'CronJob', `, spec: { schedule: "0 3 * * *", jobTemplate: { spec: { startingDeadlineSeconds: 60,
      template: { spec: { restartPolicy: Never, containers: [{ name: a, image: b }] } } } } }`);
    expect(complaints(defect)).toEqual(['unknown-field spec.jobTemplate.spec.startingDeadlineSeconds']);
    expect(fixOf(defect)).toBe('Move it to spec.startingDeadlineSeconds.');
  });

  test('D10: a Service of type ExternalIP', () => {
    expect(complaints(service('{ type: ExternalIP, ports: [{ port: 80 }] }'))).toEqual(['unknown-enum-value spec.type']);
  });

  test('D11: an HTTPRoute is not known here, and says so', () => {
    const [finding] = judge(named('gateway.networking.k8s.io/v1alpha2', 'HTTPRoute'));
    expect(finding).toMatchObject({ rule: 'structure/unknown-kind', severity: Severity.INFO });
  });
});

describe('every structure rule', () => {
  test.each(structureRules().map((rule) => [rule.ruleId, rule] as const))('%s says why it matters and what to do', (id, rule) => {
    expect(id).toMatch(/^structure\/[a-z-]+$/);
    expect(rule.reason).toMatch(/\.$/);
    expect(rule.remedy).toMatch(/\.$/);
  });
});
