import * as fc from 'fast-check';
import { GopherApp, Identity, WorkloadIdentity } from '../../../src';
import { chartIn, serviceIn, shop } from '../../kit';

const ROLE = 'arn:aws:iam::123456789012:role/shop/checkout';
const GUID = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
const given = (identity: WorkloadIdentity) => shop({ traits: [identity] });
const egress = (identity: WorkloadIdentity) => given(identity).find('NetworkPolicy').spec.egress.slice(1)
  .flatMap((rule: any) => (rule.to ?? [{ ipBlock: { cidr: 'anywhere' } }]).map((peer: any) => `${peer.ipBlock.cidr} ${rule.ports[0].port}`));

describe('a program acts in a cloud as itself', () => {
  test('in EKS with a role', () => {
    expect(given(WorkloadIdentity.aws(ROLE)).find('ServiceAccount').metadata.annotations)
      .toEqual({ 'eks.amazonaws.com/role-arn': ROLE, 'eks.amazonaws.com/sts-regional-endpoints': 'true' });
    expect(egress(WorkloadIdentity.aws(ROLE))).toEqual(['anywhere 443']);
  });

  test('in EKS with Pod Identity, of which the manifest says nothing but the way', () => {
    expect(given(WorkloadIdentity.awsPodIdentity()).find('ServiceAccount').metadata.annotations).toBeUndefined();
    expect(egress(WorkloadIdentity.awsPodIdentity())).toEqual(['169.254.170.23/32 80', 'fd00:ec2::23/128 80']);
  });

  test('in GKE, as an IAM service account or directly', () => {
    expect(given(WorkloadIdentity.google('checkout@my-project.iam.gserviceaccount.com')).find('ServiceAccount').metadata.annotations)
      .toEqual({ 'iam.gke.io/gcp-service-account': 'checkout@my-project.iam.gserviceaccount.com' });
    expect(given(WorkloadIdentity.googleFederated()).find('ServiceAccount').metadata.annotations).toBeUndefined();
    expect(egress(WorkloadIdentity.googleFederated())).toEqual(['169.254.169.254/32 80', '169.254.169.252/32 988']);
  });

  test('in AKS, whose webhook looks for the label on the pods', () => {
    const it = given(WorkloadIdentity.azure(GUID, GUID));
    expect(it.find('ServiceAccount').metadata.annotations).toEqual({ 'azure.workload.identity/client-id': GUID, 'azure.workload.identity/tenant-id': GUID });
    expect(it.deployment().template.metadata.labels).toMatchObject({ 'azure.workload.identity/use': 'true' });
    expect(egress(WorkloadIdentity.azure(GUID))).toEqual(['anywhere 443']);
  });

  test('and the token of the API server stays unmounted', () => {
    expect(given(WorkloadIdentity.aws(ROLE)).pod().automountServiceAccountToken).toBe(false);
  });

  test.each<[WorkloadIdentity, string[]]>([
    [WorkloadIdentity.aws('checkout'), ['identity/bad-role']],
    [WorkloadIdentity.aws('arn:aws:iam::1:role/x'), ['identity/bad-role']],
    [WorkloadIdentity.aws('arn:aws-cn:iam::123456789012:role/x'), []],
    [WorkloadIdentity.google('checkout@example.com'), ['identity/bad-service-account']],
    [WorkloadIdentity.azure('x', 'y'), ['identity/bad-guid', 'identity/bad-guid']],
  ])('but not as nobody: %#', (identity, expected) => expect(given(identity).problems).toEqual(expected));

  test('but not without an account', () => {
    expect(shop({ traits: [WorkloadIdentity.googleFederated()], without: [Identity.ID] }).problems).toEqual(['identity/no-service-account']);
  });

  test('whatever is typed is judged without an accident', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      for (const identity of [WorkloadIdentity.aws(text), WorkloadIdentity.google(text), WorkloadIdentity.azure(text, text)]) {
        expect(given(identity).problems.length).toBeGreaterThan(0);
      }
    }), { numRuns: 25 });
  });

  test('until the trait is removed', () => {
    const it = given(WorkloadIdentity.azure(GUID));
    it.checkout.removeTrait(WorkloadIdentity.ID);
    expect(it.objects).toEqual(shop().objects);
  });

  test('and synthesizes with all rules on and no finding', () => {
    const app = new GopherApp();
    const chart = chartIn(app, 'shop', 'shop');
    [WorkloadIdentity.aws(ROLE), WorkloadIdentity.awsPodIdentity(), WorkloadIdentity.googleFederated(), WorkloadIdentity.azure(GUID)].forEach((identity, i) => serviceIn(chart, `service-${i}`, { traits: [identity] }));
    expect(app.findings().map(String)).toEqual([]);
  });
});
