import { Manifest } from '../../../src/rules/manifest';
import { Manifests } from '../../../src/rules/manifests';
import { podsOf } from '../../../src/rules/pods';
import { podSecurityViolations } from '../../../src/rules/policy/pod-security';
import { standardBook } from '../../../src/rules/standard-book';

/** A pod that meets *restricted*; each case breaks one thing. */
function pod(change: (spec: any) => void = () => {}) {
  const spec: any = {
    securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [{ name: 'app', image: 'a/b:1.0.0', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }],
    volumes: [{ name: 'tmp', emptyDir: {} }],
  };
  change(spec);
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec: { template: { metadata: { labels: {} }, spec } } };
}

function pathsOf(object: any, level: 'baseline' | 'restricted', minor = 33): string[] {
  const [view] = podsOf(Manifests.of([Manifest.of(object)]));
  return podSecurityViolations(view, level, minor).map((v) => v.path.replace('spec.template.spec.', ''));
}

describe('Pod Security Standard baseline', () => {
  test('is met by an ordinary pod', () => expect(pathsOf(pod(), 'baseline')).toEqual([]));

  test.each<[string, (spec: any) => void, string]>([
    ['the node\'s network', (s) => { s.hostNetwork = true; }, 'hostNetwork'],
    ['the node\'s processes', (s) => { s.hostPID = true; }, 'hostPID'],
    ['the node\'s files', (s) => { s.volumes.push({ name: 'h', hostPath: { path: '/' } }); }, 'volumes[1].hostPath'],
    ['all rights', (s) => { s.containers[0].securityContext.privileged = true; }, 'containers[0].securityContext.privileged'],
    ['a strong capability', (s) => { s.containers[0].securityContext.capabilities.add = ['SYS_ADMIN']; }, 'containers[0].securityContext.capabilities.add'],
    ['a port of the node', (s) => { s.containers[0].ports = [{ containerPort: 80, hostPort: 80 }]; }, 'containers[0].ports[0].hostPort'],
    ['no system call filter', (s) => { s.securityContext.seccompProfile.type = 'Unconfined'; }, 'securityContext.seccompProfile.type'],
    ['an unsafe sysctl', (s) => { s.securityContext.sysctls = [{ name: 'kernel.msgmax', value: '1' }]; }, 'securityContext.sysctls[0]'],
    ['the same in an init container', (s) => { s.initContainers = [{ name: 'i', securityContext: { privileged: true } }]; }, 'initContainers[0].securityContext.privileged'],
  ])('refuses %s', (_, change, path) => expect(pathsOf(pod(change), 'baseline')).toEqual([path]));

  test('refuses probes of other hosts from 1.34 on', () => {
    const probing = pod((s) => { s.containers[0].livenessProbe = { httpGet: { host: '10.0.0.1', port: 80 } }; });
    expect([pathsOf(probing, 'baseline', 33), pathsOf(probing, 'baseline', 34)]).toEqual([[], ['containers[0].livenessProbe.httpGet.host']]);
  });
});

describe('Pod Security Standard restricted', () => {
  test('is met by a locked-down pod', () => expect(pathsOf(pod(), 'restricted')).toEqual([]));

  test.each<[string, (spec: any) => void, string]>([
    ['what may gain rights', (s) => { delete s.containers[0].securityContext.allowPrivilegeEscalation; }, 'containers[0].securityContext.allowPrivilegeEscalation'],
    ['what may run as root', (s) => { delete s.securityContext.runAsNonRoot; }, 'containers[0].securityContext.runAsNonRoot'],
    ['root by number', (s) => { s.containers[0].securityContext.runAsUser = 0; }, 'containers[0].securityContext.runAsUser'],
    ['kept capabilities', (s) => { s.containers[0].securityContext.capabilities.drop = []; }, 'containers[0].securityContext.capabilities.drop'],
    ['D19: capabilities dropped in lower case', (s) => { s.containers[0].securityContext.capabilities.drop = ['all']; }, 'containers[0].securityContext.capabilities.drop'],
    ['unfiltered system calls', (s) => { delete s.securityContext.seccompProfile; }, 'containers[0].securityContext.seccompProfile'],
    ['volumes of other types', (s) => { s.volumes.push({ name: 'n', nfs: { server: 'a', path: '/' } }); }, 'volumes[1].nfs'],
  ])('refuses %s', (_, change, path) => expect(pathsOf(pod(change), 'restricted')).toEqual([path]));
});

describe('a namespace that enforces a standard', () => {
  const enforcing = (level: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': level } } });
  const rulesBroken = (level: string) => standardBook().verify(Manifests.of([enforcing(level), pod((s) => { s.hostNetwork = true; })].map((o) => Manifest.of(o))))
    .map((f) => f.rule).filter((id) => id.startsWith('pod-security'));

  test('turns what would be advice into an error, as its pods would not start', () => {
    expect(rulesBroken('baseline')).toContain('pod-security/refused-by-namespace');
    expect(rulesBroken('privileged')).toEqual(['pod-security/not-restricted']);
  });
});
