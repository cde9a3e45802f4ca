import { Size } from 'cdk8s';
import { Hardening, KubernetesVersion } from '../../src';
import { on, shop } from '../kit';

const VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret', 'image'];

/** The Pod Security Standard *restricted*, from its own text: which checks a pod breaks. */
function brokenChecks(pod: any): string[] {
  const containers = [...(pod.initContainers ?? []), ...pod.containers];
  const contexts = containers.map((c) => c.securityContext ?? {});
  const podContext = pod.securityContext ?? {};
  const orPod = (field: string) => contexts.map((c) => c[field] ?? podContext[field]);
  const checks: { [name: string]: boolean } = {
    hostNamespaces: !pod.hostNetwork && !pod.hostPID && !pod.hostIPC,
    privileged: contexts.every((c) => !c.privileged),
    hostPorts: containers.every((c) => (c.ports ?? []).every((p: any) => !p.hostPort)),
    probeHosts: containers.every((c) => [c.startupProbe, c.readinessProbe, c.livenessProbe, c.lifecycle?.preStop, c.lifecycle?.postStart]
      .every((p) => !p?.httpGet?.host && !p?.tcpSocket?.host)),
    volumes: (pod.volumes ?? []).every((v: any) => Object.keys(v).filter((k) => k !== 'name').every((type) => VOLUMES.includes(type))),
    allowPrivilegeEscalation: contexts.every((c) => c.allowPrivilegeEscalation === false),
    runAsNonRoot: orPod('runAsNonRoot').every((v) => v === true),
    runAsUser: podContext.runAsUser !== 0 && contexts.every((c) => c.runAsUser !== 0),
    seccomp: orPod('seccompProfile').every((v) => ['RuntimeDefault', 'Localhost'].includes(v?.type)),
    capabilities: contexts.every((c) => c.capabilities?.drop?.includes('ALL') && (c.capabilities.add ?? []).every((a: string) => a === 'NET_BIND_SERVICE')),
    seLinux: [podContext, ...contexts].every((c) => c.seLinuxOptions === undefined),
    appArmor: [podContext, ...contexts].every((c) => ['RuntimeDefault', 'Localhost', undefined].includes(c.appArmorProfile?.type)),
    procMount: contexts.every((c) => ['Default', undefined].includes(c.procMount)),
    sysctls: (podContext.sysctls ?? []).length === 0,
  };
  return Object.entries(checks).filter(([, good]) => !good).map(([name]) => name);
}

describe('the Pod Security Standard restricted', () => {
  test.each(KubernetesVersion.supported.map((v) => v.toString()))('is met on Kubernetes %s', (version) => {
    expect(brokenChecks(shop({}, on(version)).pod())).toEqual([]);
  });

  test('is not met without the trait, so the checker sees something', () => {
    expect(brokenChecks(shop({ without: [Hardening.ID] }).pod())).toEqual(['allowPrivilegeEscalation', 'runAsNonRoot', 'seccomp', 'capabilities']);
  });
});

describe('hardening', () => {
  test('runs the program as a number that is not root, at both levels', () => {
    const pod = shop().pod();
    expect(pod.securityContext).toMatchObject({ runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532, runAsNonRoot: true });
    expect(pod.containers[0].securityContext).toMatchObject({ runAsUser: 65532, runAsGroup: 65532, runAsNonRoot: true });
  });

  test('takes the image\'s own user and group', () => {
    const it = shop({ traits: [new Hardening({ user: 10001, group: 10002 })] });
    expect(it.pod().securityContext).toMatchObject({ runAsUser: 10001, runAsGroup: 10002, fsGroup: 10002 });
    expect(it.container().securityContext).toMatchObject({ runAsUser: 10001, runAsGroup: 10002 });
  });

  test('leaves the program nothing to write but sized directories', () => {
    const it = shop();
    expect(it.container().securityContext.readOnlyRootFilesystem).toBe(true);
    expect(it.pod().volumes).toContainEqual({ name: 'scratch-tmp', emptyDir: { sizeLimit: '64Mi' } });
    expect(it.container().volumeMounts).toContainEqual({ name: 'scratch-tmp', mountPath: '/tmp' });
  });

  test('leaves room on disk for logs and all writable directories', () => {
    const disk = (size: Size) => shop({ traits: [new Hardening({ writable: { '/cache': size } })] }).container().resources;
    expect(disk(Size.mebibytes(64)).limits['ephemeral-storage']).toBe('512Mi');
    expect(disk(Size.gibibytes(1)).limits['ephemeral-storage']).toBe('1088Mi');
    expect(disk(Size.gibibytes(1)).requests['ephemeral-storage']).toBe('64Mi');
  });

  test.each([[0], [-1], [1.5], [2 ** 31], [Number.NaN]])('refuses the user %p', (user) => {
    expect(shop({ traits: [new Hardening({ user })] }).problems).toContain('security/bad-id');
  });

  test.each([
    ['a relative path', { tmp: Size.mebibytes(1) }, 'scratch/bad-path'],
    ['a path that climbs', { '/tmp/../etc': Size.mebibytes(1) }, 'scratch/bad-path'],
    ['no size', { '/tmp': Size.mebibytes(0) }, 'quantity/bad-size'],
  ])('refuses %s', (_, writable, slug) => {
    expect(shop({ traits: [new Hardening({ writable: writable as any })] }).problems).toEqual([slug]);
  });

  test('two directories never become one volume', () => {
    const writable = { '/var/a-b': Size.mebibytes(1), '/var/a/b': Size.mebibytes(1), '/_': Size.mebibytes(1) };
    const names = shop({ traits: [new Hardening({ writable })] }).pod().volumes.map((v: any) => v.name);
    expect(new Set(names).size).toBe(3);
    names.forEach((name: string) => expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/));
  });
});

describe('D19: capabilities that Pod Security does not read', () => {
  test('ALL is in capitals', () => {
    expect(shop().container().securityContext.capabilities).toEqual({ drop: ['ALL'] });
  });
});
