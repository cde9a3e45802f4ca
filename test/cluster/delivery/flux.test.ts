import { Duration } from 'cdk8s';
import { FluxGitRepository, FluxKustomization, FluxKustomizationProps, FluxOciRepository } from '../../../src';
import { HOW_TO_BUILD, isJudgeBuilt, judge } from '../../conformance/third-party/judge';
import { find, newChart, objectsOf, refusalOf } from '../../kit';

const url = 'https://git.example.com/shop/deploy.git';
const judged = isJudgeBuilt() ? test : test.skip;
if (!isJudgeBuilt()) console.warn(`not asked: ${HOW_TO_BUILD}`);

function kustomization(props: Partial<FluxKustomizationProps> = {}) {
  const chart = newChart();
  new FluxKustomization(chart, 'shop', { source: new FluxGitRepository(chart, 'deploy', { url }), path: 'manifests/production', ...props });
  return chart;
}

describe('what Flux applies', () => {
  test('waits until all of it is healthy, and deletes what is gone', () => {
    const objects = objectsOf(kustomization());
    expect(find(objects, 'GitRepository', 'deploy')).toMatchObject({ metadata: { namespace: 'flux-system' }, spec: { interval: '1m', url, ref: { branch: 'main' } } });
    expect(find(objects, 'Kustomization', 'shop').spec).toEqual({
      interval: '1h', retryInterval: '2m', timeout: '10m', sourceRef: { kind: 'GitRepository', name: 'deploy' }, path: './manifests/production', prune: true, wait: true,
    });
  });

  test('comes after what must be ready first', () => {
    const chart = newChart();
    const source = new FluxOciRepository(chart, 'deploy', { url: 'oci://registry.example.com/shop/deploy', fluxNamespace: 'sources' });
    const crds = new FluxKustomization(chart, 'crds', { source, path: 'crds', fluxNamespace: 'platform' });
    const migrations = new FluxKustomization(chart, 'migrations', { source, path: 'migrations', after: [crds] });
    new FluxKustomization(chart, 'shop', { source, path: 'shop', after: [crds, migrations] });
    const { spec } = find(objectsOf(chart), 'Kustomization', 'shop');
    expect(spec.dependsOn).toEqual([{ name: 'crds', namespace: 'platform' }, { name: 'migrations' }]);
    expect(spec.sourceRef).toEqual({ kind: 'OCIRepository', name: 'deploy', namespace: 'sources' });
  });

  test.each([
    [{ path: '/etc' }, 'delivery/bad-path'],
    [{ interval: Duration.seconds(5) }, 'delivery/too-often: shop is applied every 5 seconds'],
    [{ sopsKeys: 'Not A Name' }, 'Secret'],
  ])('%j is refused', (props, expected) => expect(refusalOf(kustomization(props))).toContain(expected));

  test.each([
    ['git@git.example.com:shop/deploy.git', 'delivery/bad-repository'],
    ['https://me:hunter2@git.example.com/a.git', 'delivery/literal-secret'],
    ['', 'delivery/bad-repository'],
  ])('the Git repository "%s" is refused', (bad, expected) => {
    const chart = newChart();
    new FluxGitRepository(chart, 'deploy', { url: bad });
    expect(refusalOf(chart)).toContain(expected);
    expect(refusalOf(chart)).not.toContain('hunter2');
  });

  test.each(['https://registry.example.com/a', 'oci://registry.example.com/a:v1', 'oci://registry.example.com'])('the artifact "%s" is refused', (bad) => {
    const chart = newChart();
    new FluxOciRepository(chart, 'deploy', { url: bad });
    expect(refusalOf(chart)).toContain('delivery/bad-repository');
  });

  judged('is what the definitions of Flux take', () => {
    const chart = newChart();
    const git = new FluxGitRepository(chart, 'git', { url: 'ssh://git@git.example.com/shop/deploy.git', branch: 'deploy', credentials: 'git-key', interval: Duration.seconds(90) });
    const oci = new FluxOciRepository(chart, 'oci', { url: 'oci://registry.example.com:5000/shop/deploy', tag: 'production', credentials: 'pull' });
    const first = new FluxKustomization(chart, 'first', { source: git, path: 'a', timeout: Duration.seconds(90) });
    new FluxKustomization(chart, 'second', {
      source: oci,
      path: 'b',
      after: [first],
      sopsKeys: 'age',
      kubeConfig: 'eu',
      serviceAccount: 'deployer',
      health: [{ apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', current: "status.phase == 'Ready'", inProgress: "status.phase == 'Starting'", failed: 'false' }],
    });
    const objects = objectsOf(chart);
    expect(objects).toHaveLength(4);
    expect(judge(objects)).toEqual([]);
  });
});
