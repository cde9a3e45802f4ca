import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Environment, environmentOf, expand } from './environment';
import { Image } from './images';
import { programListeningOn } from './listen-address';
import { Manifests } from './manifests';
import { ContainerSpec } from './objects';
import { PodIdentity } from './pod-identity';
import { Bind } from './volumes';

/** What `enter.go` needs to know to become a container. */
export interface ContainerPlan {
  readonly hostname: string;
  readonly root: string;
  readonly readOnlyRoot: boolean;
  readonly mounts: Array<Partial<Bind> & { type: string; to: string; data?: string }>;
  readonly uid: number;
  readonly gid: number;
  readonly groups: number[];
  readonly noNewPrivs: boolean;
  readonly capabilities: boolean;
  readonly workingDir: string;
  readonly argv: string[];
  readonly env: string[];
}

/** Everything that a container's plan depends on. */
export interface ContainerContext {
  readonly pod: PodIdentity;
  readonly spec: ContainerSpec;
  readonly image: Image;
  readonly manifests: Manifests;
  readonly binds: readonly Bind[];
  readonly nameserver: string;
  readonly clusterDomain: string;
}

/** Decides how a container starts, and writes its image's root into a folder. */
export function planContainer(context: ContainerContext, root: string): ContainerPlan {
  const { pod, spec, image } = context;
  const env = environmentOf(pod, spec, image.env, context.manifests);
  const security = { ...pod.spec.securityContext, ...spec.securityContext };
  const uid = security.runAsUser ?? image.user.uid;
  if (security.runAsNonRoot && uid === 0) throw new Error(`${pod.name}/${spec.name}: runAsNonRoot, but the image runs as root`);
  const gid = security.runAsGroup ?? (security.runAsUser === undefined ? image.user.gid : 0);
  const { fsGroup, supplementalGroups = [] } = pod.spec.securityContext ?? {};
  const { drop = [], add = [] } = security.capabilities ?? {};
  if (add.length > 0) throw new Error(`${pod.name}/${spec.name}: the pod runner adds no capabilities (${add.join(', ')})`);

  writeRoot(root, context);
  return {
    hostname: pod.name,
    root,
    readOnlyRoot: security.readOnlyRootFilesystem === true,
    mounts: [
      { type: 'proc', to: '/proc' },
      { type: 'bind', from: '/sys', to: '/sys', readOnly: true },
      ...['null', 'zero', 'full', 'random', 'urandom', 'tty'].map(name => ({ type: 'bind', from: `/dev/${name}`, to: `/dev/${name}` })),
      { type: 'tmpfs', to: '/dev/shm', data: 'mode=1777,size=64m' },
      ...Object.entries(image.host).map(([to, from]) => ({ type: 'bind', from, to, readOnly: true })),
      ...context.binds.map(bind => ({ type: 'bind', ...bind })),
    ],
    uid,
    gid,
    groups: [...new Set([gid, ...fsGroup === undefined ? [] : [fsGroup], ...supplementalGroups])],
    noNewPrivs: security.allowPrivilegeEscalation === false,
    capabilities: !drop.includes('ALL'),
    workingDir: spec.workingDir ?? '/',
    argv: commandLine(context, env),
    env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
  };
}

/** `command` replaces the image's entrypoint and its arguments, `args` only the arguments. */
function commandLine({ pod, spec, image }: ContainerContext, env: Environment): string[] {
  const words = (given: string[]) => given.map(word => expand(word, env));
  const entrypoint = spec.command ? [] : image.entrypoint;
  const program = [...words(spec.command ?? []), ...words(spec.args ?? (spec.command ? [] : image.cmd))];
  return [...entrypoint, ...programListeningOn(pod.address, program)];
}

function writeRoot(root: string, { pod, image, nameserver, clusterDomain }: ContainerContext): void {
  for (const folder of ['/proc', '/sys', '/dev', '/etc', '/run']) mkdirSync(join(root, folder), { recursive: true });
  for (const [folder, mode] of Object.entries(image.folders)) {
    mkdirSync(join(root, folder), { recursive: true });
    chmodSync(join(root, folder), mode);
  }
  const files = {
    ...image.files,
    '/etc/hostname': `${pod.name}\n`,
    '/etc/hosts': `127.0.0.1 localhost\n${pod.address} ${pod.name}\n`,
    '/etc/resolv.conf': resolvConf(pod, nameserver, clusterDomain),
  };
  for (const [path, content] of Object.entries(files)) writeFileSync(join(root, path), content);
  const links = { ...image.links, '/dev/fd': '/proc/self/fd', '/dev/stdin': 'fd/0', '/dev/stdout': 'fd/1', '/dev/stderr': 'fd/2' };
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(target, join(root, path));
  }
}

/** The policy ClusterFirst, with what the pod's dnsConfig adds or changes. */
function resolvConf(pod: PodIdentity, nameserver: string, domain: string): string {
  const { searches = [], options = [] } = pod.spec.dnsConfig ?? {};
  const search = [`${pod.namespace}.svc.${domain}`, `svc.${domain}`, domain, ...searches];
  const all = new Map([{ name: 'ndots', value: '5' }, ...options].map(o => [o.name, o.value === undefined ? o.name : `${o.name}:${o.value}`]));
  return `nameserver ${nameserver}\nsearch ${search.join(' ')}\noptions ${[...all.values()].join(' ')}\n`;
}
