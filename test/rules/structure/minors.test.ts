import { complaints, deployment, judge, yaml } from './judge';
import { GoMicroserviceProps, Image, KubernetesVersion, Namespace, Port } from '../../../src';
import { on, shop } from '../../kit';

const MINORS = KubernetesVersion.supported.map((version) => version.minor);
const POD = 'spec.template.spec';

const PROGRAMS: { [name: string]: Partial<GoMicroserviceProps> } = {
  'a service by default': {},
  'a service for gRPC and HTTP': { ports: [Port.grpc(9090), Port.http(8080)] },
  'a service of three pods': { replicas: 3 },
  'a service with configuration': { env: { LOG_LEVEL: 'debug' } },
  'a service without the golden path': { without: ['autoscaling', 'availability'] },
};

describe.each(MINORS)('in Kubernetes 1.%i', (minor) => {
  test.each(Object.entries(PROGRAMS))('everything that we render for %s has the right structure', (_, props) => {
    const it = shop(props, on(`1.${minor}`));
    it.checkout.calls(it.service('payments', { image: Image.of('registry.example.com/shop/payments:2.0.0') }));
    new Namespace(it.chart, 'shop');
    expect(it.objects.flatMap((object) => complaints(object, minor))).toEqual([]);
  });

  test('an unknown field is refused, with its path', () => {
    expect(complaints(deployment({ container: 'livenessProbe: { httpGet: { port: 80, paths: / } }' }), minor)).toEqual([`unknown-field ${POD}.containers[0].livenessProbe.httpGet.paths`]);
  });
});

describe('a field', () => {
  test.each<[string, any, number, string]>([
    ['preStop.sleep', deployment({ container: 'lifecycle: { preStop: { sleep: { seconds: 5 } } }' }), 29, `${POD}.containers[0].lifecycle.preStop.sleep`],
    ['trafficDistribution', yaml('{ apiVersion: v1, kind: Service, metadata: { name: a }, spec: { ports: [{ port: 80 }], trafficDistribution: PreferClose } }'), 30, 'spec.trafficDistribution'],
    ['an image as a volume', deployment({ pod: 'volumes: [{ name: a, image: { reference: b } }]' }), 31, `${POD}.volumes[0].image`],
    ['resources of the whole pod', deployment({ pod: 'resources: { limits: { cpu: 1 } }' }), 32, `${POD}.resources`],
    ['stopSignal', deployment({ container: 'lifecycle: { stopSignal: SIGINT }' }), 33, `${POD}.containers[0].lifecycle.stopSignal`],
  ])('%s is refused where it is too new, and taken from then on', (_, object, since, path) => {
    expect(complaints(object, since - 1)).toEqual([`field-too-new ${path}`]);
    expect(judge(object, since - 1)[0].message).toContain(`came with 1.${since}, the cluster is 1.${since - 1}`);
    for (const minor of MINORS.filter((m) => m >= since)) expect(complaints(object, minor)).toEqual([]);
  });

  test('that came and went is refused after it', () => {
    const object = deployment({ pod: 'workloadRef: { name: a, podGroup: b }' });
    expect([34, 35, 36].map((minor) => complaints(object, minor)[0])).toEqual([`field-too-new ${POD}.workloadRef`, undefined, `field-removed ${POD}.workloadRef`]);
    expect(judge(object, 36)[0].message).toContain('was removed with 1.36, the cluster is 1.36');
  });
});

describe('a value', () => {
  test('is refused where it is too new', () => {
    const object = deployment({ pod: 'initContainers: [{ name: a, image: b, restartPolicy: OnFailure }]' });
    expect(judge(object, 33)[0].message).toContain('"OnFailure" came with 1.34, the cluster is 1.33');
    expect(complaints(object, 34)).toEqual([]);
  });
});

describe('a version', () => {
  const named = (apiVersion: string, kind: string) => yaml(`{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: a } }`);

  test.each([
    ['extensions/v1beta1', 'Ingress'], ['networking.k8s.io/v1beta1', 'Ingress'], ['extensions/v1beta1', 'Deployment'], ['apps/v1beta2', 'StatefulSet'],
    ['batch/v1beta1', 'CronJob'], ['policy/v1beta1', 'PodDisruptionBudget'], ['policy/v1beta1', 'PodSecurityPolicy'], ['autoscaling/v2beta1', 'HorizontalPodAutoscaler'],
    ['autoscaling/v2beta2', 'HorizontalPodAutoscaler'], ['rbac.authorization.k8s.io/v1beta1', 'Role'], ['apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition'],
  ])('%s of %s is served by none of them', (apiVersion, kind) => {
    for (const minor of MINORS) expect(complaints(named(apiVersion, kind), minor)).toEqual(['unserved-version apiVersion']);
  });

  test('that is yet to come is refused until then', () => {
    const object = { ...named('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy'), spec: {} };
    expect(complaints(object, 29)).toEqual(['unserved-version apiVersion']);
    expect(complaints(object, 30)).toEqual([]);
  });

  test('that goes is refused from then on', () => {
    expect(complaints(named('flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema'), 31)).toEqual([]);
    expect(complaints(named('flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema'), 32)).toEqual(['unserved-version apiVersion']);
  });
});

describe('a minor that is newer than the table', () => {
  test('is judged by the newest that is known', () => {
    expect(complaints(deployment({ spec: 'replica: 1' }), 99)).toEqual(['unknown-field spec.replica']);
  });

  test('may have versions that are not known yet', () => {
    expect(complaints({ ...deployment(), apiVersion: 'apps/v2' }, 99)).toEqual([]);
  });
});
