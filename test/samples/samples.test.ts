import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { EXPLANATIONS } from './explanations';
import { Reachability } from './reachability';
import { Sheet, sheetOf } from './sheet';
import { World } from './world';

/*
 * Well-known samples, re-expressed in examples/ with our constructs, and compared with facts about the
 * originals (originals/*.json, written by read-original.ts). A fact that differs must be one that a rule
 * of ours objects to in the original, or have a reason here.
 */

interface Original {
  readonly source: string;
  readonly workloads: { readonly [name: string]: { readonly facts: Sheet; readonly rules: string[] } };
  readonly calls: ReadonlyArray<{ readonly client: string; readonly server: string; readonly port: number; readonly open: boolean }>;
}

interface Sample {
  readonly name: string;
  readonly original: string;
  /** what is called otherwise in ours */
  readonly renamed?: { readonly [theirs: string]: string };
  /** pod ports that are others in ours */
  readonly ports?: { readonly [theirs: number]: number };
  /** Services that are called otherwise in ours */
  readonly services?: { readonly [theirs: string]: string };
  /** pod ports that somebody outside of the sample has to reach: `port`, from anywhere, or `port namespace` */
  readonly reachable?: { readonly [workload: string]: readonly string[] };
  /** calls that only the source of the original's program tells: `client server port` */
  readonly builtIn?: readonly string[];
  /** differences that no rule of ours is about: `workload.fact` or `*.fact`, and why */
  readonly decided?: { readonly [place: string]: string };
}

const NAMES = '0005: the Deployment is called like its Service, and has a ServiceAccount of that name';
const OWN_SERVICES = '0005: one Service a workload; the load balancer is the Service itself';
const FOR_ALL = {
  '*.startup': 'HealthChecks: a start may take a minute, and liveness rests meanwhile',
  '*.cpuRequest': 'the platform\'s default: what is not said is 100m',
  '*.memoryRequest': 'the platform\'s default, or request and limit alike',
  '*.serviceAccount': NAMES,
};

const EXEC = 'HealthChecks: asked over the network, as exec starts a process in the container every time';
const ROLLOUT = 'Rollout: a pod counts as available after 10 s, and none goes before';
const PORT = 'port/privileged: a program without privileges listens from 1024 on; callers still write 80';
const FROM_8080 = { ...FOR_ALL, '*.listens': PORT, '*.services': PORT };
const QUIET = { minReadySeconds: ROLLOUT, strategy: ROLLOUT, grace: 'GracefulDrain: the sum of its steps' };
const PODINFO = { ...FOR_ALL, '*.readiness': EXEC, '*.liveness': EXEC, '*.minReadySeconds': ROLLOUT };

const OPERATOR = {
  ...FOR_ALL,
  '*.listens': 'the metrics port is declared, so that Service and policy can name it',
  '*.cpuLimit': 'GoOperator: no CPU limit; GOMAXPROCS bounds the burst',
  '*.grace': 'GracefulDrain: the sum of its steps',
};

/** The same reasons for one workload only. */
function about(workload: string, reasons: { [fact: string]: string }): { [place: string]: string } {
  return Object.fromEntries(Object.entries(reasons).map(([fact, why]) => [`${workload}.${fact}`, why]));
}

const SAMPLES: Sample[] = [
  {
    name: 'online-boutique',
    original: 'online-boutique',
    decided: {
      ...FOR_ALL, 'frontend.services': OWN_SERVICES, ...about('loadgenerator', QUIET),
    },
  },
  { name: 'podinfo', original: 'podinfo', decided: PODINFO },
  { name: 'podinfo', original: 'podinfo-bases', decided: PODINFO },
  { name: 'emojivoto', original: 'emojivoto', renamed: { emoji: 'emoji-svc', voting: 'voting-svc', web: 'web-svc' }, decided: { ...FOR_ALL, ...about('vote-bot', QUIET) } },
  { name: 'sock-shop', original: 'sock-shop', ports: { 80: 8080 }, builtIn: ['catalogue catalogue-db 3306'], decided: { ...FROM_8080, 'user-db.writable': 'the database writes there; the original mounts a volume over another directory' } },
  { name: 'tns', original: 'tns', ports: { 80: 8080 }, decided: FROM_8080 },
  { name: 'guestbook', original: 'guestbook', builtIn: ['guestbook redis-master 6379', 'guestbook redis-replica 6379', 'redis-replica redis-master 6379'], decided: { ...FOR_ALL, '*.minReadySeconds': ROLLOUT, '*.strategy': ROLLOUT } },
  {
    name: 'operator',
    original: 'kubebuilder',
    renamed: { 'project-v4-controller-manager': 'crew-operator' },
    services: { 'project-v4-controller-manager-metrics-service': 'crew-operator-metrics', 'project-v4-webhook-service': 'crew-operator-webhook' },
    reachable: { 'crew-operator': ['9443', '8443 monitoring'] },
    decided: OPERATOR,
  },
];

/** A pod in another namespace, under no policy. */
const podIn = (namespace: string) => ({ metadata: { name: 'somebody', namespace }, spec: { template: { spec: { containers: [] } } } });

describe.each(SAMPLES)('$name, after $original', ({ name, original: file, renamed = {}, ports = {}, services = {}, reachable = {}, builtIn = [], decided = {} }) => {
  const text = readFileSync(join(__dirname, 'originals', `${file}.json`), 'utf8');
  const original: Original = JSON.parse(Object.entries(services).reduce((all, [theirs, called]) => all.replaceAll(`"${theirs}:`, `"${called}:`), text));
  const folder = join(__dirname, '../../examples', name, 'manifests');
  const ours = existsSync(folder) ? World.read(folder) : new World([]);
  const called = (theirs: string) => renamed[theirs] ?? theirs;
  const reachability = new Reachability(ours);

  test('has every workload of the original', () => {
    expect(Object.keys(original.workloads).filter((theirs) => ours.workload(called(theirs)) === undefined)).toEqual([]);
  });

  test('cuts no call of the original', () => {
    const told = builtIn.map((call) => call.split(' ')).map(([client, server, port]) => ({ client, server, port: Number(port), open: true }));
    const cut = [...told, ...original.calls].filter(({ client, server, port, open }) => open
      && !reachability.allows(ours.workload(called(client)), ours.workload(called(server)), ports[port] ?? port));
    expect(cut).toEqual([]);
  });

  test('answers under every name and port that the original answers under', () => {
    const addresses = (answered: string[]) => answered.map((service) => service.split(' to ')[0]);
    const lost = Object.entries(original.workloads).flatMap(([theirs, { facts }]) => {
      const here = addresses(sheetOf(ours, ours.workload(called(theirs))).services as string[]);
      return decided[`${theirs}.services`] ? [] : addresses(facts.services as string[]).filter((address) => !here.includes(address));
    });
    expect(lost).toEqual([]);
  });

  test('lets in whoever has to reach it from outside', () => {
    const closed = Object.entries(reachable).flatMap(([workload, ways]) => ways.map((way) => way.split(' '))
      .filter(([port, namespace]) => !(namespace
        ? reachability.allows(podIn(namespace), ours.workload(workload), Number(port))
        : reachability.allowsWorld(ours.workload(workload), Number(port))))
      .map((way) => `${workload} ${way.join(' ')}`));
    expect(closed).toEqual([]);
  });

  test('differs only where a rule objects to the original, or a decision is named', () => {
    const unexplained = Object.entries(original.workloads).flatMap(([theirs, { facts, rules }]) => {
      const here = sheetOf(ours, ours.workload(called(theirs)));
      return Object.keys(here)
        .filter((fact) => JSON.stringify(here[fact]) !== JSON.stringify(facts[fact]))
        .filter((fact) => !decided[`${theirs}.${fact}`] && !decided[`*.${fact}`] && !(EXPLANATIONS[fact] ?? []).some((rule) => rules.includes(rule)))
        .map((fact) => `${theirs}.${fact}: ${JSON.stringify(facts[fact])} became ${JSON.stringify(here[fact])}`);
    });
    expect(unexplained).toEqual([]);
  });

  test('lets nobody talk to anybody who does not in the original', () => {
    const known = new Set([...original.calls.map(({ client, server, port }) => `${called(client)} ${called(server)} ${ports[port] ?? port}`), ...builtIn]);
    const here = Object.keys(original.workloads).map((theirs) => ours.workload(called(theirs)));
    const more = here.flatMap((client) => here.filter((server) => server !== client)
      .flatMap((server) => server.spec.template.spec.containers[0].ports?.map((p: any) => [client, server, p.containerPort]) ?? []))
      .filter(([client, server, port]) => reachability.allows(client, server, port))
      .map(([client, server, port]) => `${client.metadata.name} ${server.metadata.name} ${port}`)
      .filter((call) => !known.has(call));
    expect(more).toEqual([]);
  });
});
