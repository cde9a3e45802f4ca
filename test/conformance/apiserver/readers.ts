import { Chart, Testing } from 'cdk8s';
import { KubeObject, manifestOf } from './manifests';
import { Report } from './report';
import { Servers } from './servers';
import { Namespace, ReadOnlyAccess } from '../../../src';

interface Question {
  readonly who: string;
  readonly may: boolean;
  /** as `kubectl auth can-i` takes it */
  readonly what: string;
}

const EVERYWHERE = '--all-namespaces';
const asked = (who: string, may: boolean, ...whats: readonly string[]): Question[] => whats.map((what) => ({ who, may, what }));

const QUESTIONS: readonly Question[] = [
  ...asked('viewer', true, 'list pods', 'watch deployments.apps', 'get pods --subresource=log', 'list events', 'get configmaps', 'list ingresses.networking.k8s.io'),
  ...asked('viewer', false, 'get secrets', 'list secrets', 'create pods', 'delete pods', 'patch deployments.apps', 'patch deployments.apps --subresource=scale',
    'create pods --subresource=exec', 'get pods --subresource=exec', 'create pods --subresource=portforward', 'create serviceaccounts --subresource=token', 'list nodes', 'list pods --namespace=kube-system', `list pods ${EVERYWHERE}`),
  ...asked('everybody-s-viewer', true, `list pods ${EVERYWHERE}`, 'list nodes', 'list namespaces'),
  ...asked('everybody-s-viewer', false, `list secrets ${EVERYWHERE}`, 'get nodes --subresource=proxy', `create pods ${EVERYWHERE}`, 'impersonate users'),
];

/** Whether somebody with the token of a ReadOnlyAccess may just what is said, by the API server's own authorizer. */
export async function askReaders(servers: Servers, report: Report): Promise<void> {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
  new Namespace(chart, 'shop', { project: 'shop' });
  new ReadOnlyAccess(chart, 'viewer');
  new ReadOnlyAccess(chart, 'everybody-s-viewer', { clusterWide: true });
  await report.group('what ReadOnlyAccess makes', chart.toJson() as KubeObject[], ({ kind, metadata }) => `${kind} ${metadata.name}`, async (object) => {
    const { status, body } = await servers.client.apply(manifestOf(object), { dryRun: false });
    return status < 300 ? [] : [`${status} ${body.message ?? ''}`];
  });
  const tokens = new Map([...new Set(QUESTIONS.map(({ who }) => who))].map((who) => {
    const { stdout, stderr } = servers.kubectl('--namespace', 'shop', 'create', 'token', who, '--duration', '1h');
    if (stdout.trim() === '') throw new Error(`no token for ${who}: ${stderr}`);
    return [who, stdout.trim()] as const;
  }));
  await report.group('whoever has its token may look, and do nothing else', QUESTIONS, ({ who, what }) => `${who}: ${what}`, async ({ who, may, what }) => {
    const place = /namespace/.test(what.split(' ').slice(2).join(' ')) ? [] : ['--namespace=shop'];
    const { stdout, stderr } = servers.kubectl(`--token=${tokens.get(who)}`, 'auth', 'can-i', ...what.split(' '), ...place);
    const said = stdout.trim().split('\n')[0];
    return said === (may ? 'yes' : 'no') || (!may && said.startsWith('no ')) ? [] : [`the API server says "${said}" ${stderr.trim()}`];
  });
}
