import { DatabaseServer } from './database-server';
import { DatabaseSidecar } from './database-sidecar';
import { Draft, ProbeKind } from '../model/draft';
import { Facts, SideContainer } from '../model/facts';
import { Settled } from '../model/settled';
import { Flaw, flaw } from '../values/flaw';
import { pathFlaws } from '../values/names';
import { Percent } from '../values/percent';
import { cpuInMillis, MIB, sizeInBytes } from '../values/quantity';

/** Writes what an engine says about its server. @internal */
export function writeServerFacts(draft: Draft, server: DatabaseServer, pods: number, assignsUser: boolean): void {
  draft.fixImage(server.image, 'the engine\'s');
  draft._put(Facts.COMMAND, [...server.command], 'starts the server');
  if (server.bootstrap) draft._add(Facts.INIT, 'bootstrap', { command: [...server.bootstrap] }, 'there is a database before the server starts');
  for (const [name, value] of Object.entries(server.env ?? {})) draft.addEnv(name, value, 'the server and its bootstrap read it');
  for (const [path, content] of Object.entries(server.files ?? {})) draft.addFile(path, content, 'the server and its bootstrap read it');
  for (const [name, field] of Object.entries(server.podEnv ?? {})) draft.addEnvFromField(name, field, 'the server and its bootstrap read it');
  if (server.configPath !== undefined) draft._report(pathFlaws('file', server.configPath));

  for (const [path, size] of Object.entries(server.writable ?? {})) draft.addScratch(path, size, 'the server writes there');
  for (const [path, share] of Object.entries(server.inMemory ?? {})) writeInMemory(draft, path, share);

  draft.addServedPort(server.port, 'the server listens there');
  const elsewhere = new Set([server.port, ...(server.sidecars ?? []).flatMap(({ ports = [] }) => ports)].map(({ number }) => number));
  for (const port of server.peerPorts ?? []) if (!elsewhere.has(port.number)) draft.addPort(port, 'its pods talk to each other there');
  for (const port of server.sidePorts ?? []) draft.addPort(port, 'the server listens there too');
  for (const sidecar of [...server.sidecars ?? [], ...(server.exporter ? [server.exporter.container] : [])]) draft._add(Facts.CONTAINER, sidecar.name, sideContainer(sidecar), 'the engine\'s');
  draft.fixProbe(ProbeKind.STARTUP, server.startup, 'the engine\'s');
  draft.fixProbe(ProbeKind.READINESS, server.readiness, 'the engine\'s');
  draft.fixProbe(ProbeKind.LIVENESS, server.liveness, 'the engine\'s');
  draft.fixGracePeriod(server.gracePeriod, 'a clean stop needs no recovery afterwards');
  if (server.beforeStop) draft._add(Facts.LIFECYCLE, 'preStop', { exec: { command: [...server.beforeStop] } }, 'it leaves before it stops');
  draft._put(Facts.REPLICAS, { fixed: pods }, pods === 1 ? 'every further pod would be a database of its own' : 'as the topology says');
  draft._put(Facts.REVISIONS, 10, 'the API\'s own default');
  draft._add(Facts.CONTAINER_SETTING, 'terminationMessagePolicy', 'FallbackToLogsOnError', 'kubectl describe then shows the server\'s last words');

  draft._check((s) => checkPods(s, pods));
  draft._check((s) => checkUser(s, server.user, assignsUser));
  if (server.configPath !== undefined || server.files !== undefined) draft._check(checkConfigMap);
}

/** A directory in memory, with its share of the container's. @internal */
export function writeInMemory(draft: Draft, path: string, share: Percent): void {
  draft._report([...pathFlaws('scratch', path), ...share._flawsWithin(`the share of ${path}`, 1, 90)]);
  draft._deriveAt(Facts.SCRATCH, path, (s) => inMemory(s, share.value), `${share} of the memory, which it counts against`);
}

function inMemory(settled: Settled, percent: number) {
  const limit = settled.get(Facts.MEMORY_LIMIT);
  return limit === undefined ? undefined : { bytes: Math.max(1, Math.floor((limit * percent) / 100 / MIB)) * MIB, memory: true };
}

function checkPods(settled: Settled, pods: number): Flaw[] {
  const replicas = settled.get(Facts.REPLICAS);
  if (replicas === undefined || ('fixed' in replicas && [0, pods].includes(replicas.fixed))) return [];
  const now = 'fixed' in replicas ? `there would be ${replicas.fixed} pods` : `the number of pods is left to ${replicas.owner}`;
  return [pods === 1
    ? flaw('database/several-pods', `${now}; each would be a database of its own`, 'Leave it at one; more of them are a `topology`, where the engine has one.')
    : flaw('database/other-pods', `${now}, and the topology has ${pods}; the others would be known to nobody, or missed`, 'Say it by `topology`, and leave the number alone.')];
}

function sideContainer(of: DatabaseSidecar): SideContainer {
  const env = Object.entries(of.env ?? {}).map(([name, text]) => [name, { kind: 'text' as const, text }]);
  return {
    stage: 'sidecar',
    order: 0,
    image: of.image,
    command: of.command,
    env: Object.fromEntries(env),
    ports: of.ports ?? [],
    cpuRequest: cpuInMillis(of.cpu),
    memory: sizeInBytes(of.memory),
    probes: { ...(of.readiness && { [ProbeKind.READINESS]: of.readiness }), [ProbeKind.LIVENESS]: of.liveness },
    mounts: Object.fromEntries(of.mounts.map((path) => [path, false])),
    security: {},
  };
}

function checkUser(settled: Settled, user: number, assignsUser: boolean): Flaw[] {
  const now = settled.get(Facts.USER);
  if (assignsUser && now === undefined) {
    return [flaw('database/assigned-user', `the cluster would give the server a user of its own; image and data belong to ${user}, and the server could not start`,
      `Grant its ServiceAccount the constraint nonroot-v2 and say so: traits: [new Hardening({ user: ${user} })], or use an operator.`)];
  }
  return now === user ? [] : [flaw('database/another-user',
    now === undefined ? `nobody says that the server runs as ${user}` : `the server would run as user ${now}; image and data belong to ${user}`,
    `Keep the trait Hardening, with user: ${user}.`)];
}

function checkConfigMap(settled: Settled): Flaw[] {
  return settled.get(Facts.CONFIG_MAP) !== undefined ? [] : [flaw('file/no-config-map',
    'the server\'s configuration is in files, but the trait that keeps them is left out', 'Keep the trait Configuration.')];
}
