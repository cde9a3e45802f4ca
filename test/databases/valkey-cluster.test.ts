import { execFileSync } from 'child_process';
import { Size } from 'cdk8s';
import * as fc from 'fast-check';
import { CREDENTIALS, envOf, store, Store } from './kit';
import { DatabaseEngine, ExistingSecret, Platform, StatefulDatabaseProps, Topology } from '../../src';

const BOTH = ExistingSecret.of('carts-credentials', ['password', 'replication-password']);

function valkey(props: Partial<StatefulDatabaseProps> = {}, platform?: Platform): Store {
  return store({ engine: DatabaseEngine.valkey('8.1'), credentials: BOTH, topology: Topology.cluster(3), ...props }, 'carts', platform);
}

const env = (container: any) => Object.fromEntries(container.env.map((e: any) => [e.name, e.value]));
const sentinelOf = (it: Store) => it.pod.containers.find((c: any) => c.name === 'sentinel');
const scriptsOf = (it: Store): { [name: string]: string } => {
  const { configMap } = it.pod.volumes.find((v: any) => v.configMap?.items.some((item: any) => item.path === 'start.sh'));
  const { data } = it.find('ConfigMap', configMap.name);
  return Object.fromEntries(configMap.items.map((item: any) => [item.path, data[item.key]]));
};

describe('a cluster of three', () => {
  const it = valkey();

  test('has no problems', () => expect([it.problems, valkey({}, Platform.kind()).problems, valkey({ engine: DatabaseEngine.redis('8.2') }).problems]).toEqual([[], [], []]));

  test('has a sentinel beside each member, of the same image and user, with what it learned on the volume', () => {
    const sentinel = sentinelOf(it);
    expect(sentinel.image).toBe(it.server.image);
    expect(sentinel.ports).toMatchObject([{ name: 'sentinel', containerPort: 26379 }]);
    expect(sentinel.securityContext).toMatchObject({ readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
    expect(sentinel.volumeMounts.map((m: any) => m.mountPath)).toEqual(['/data', '/etc/valkey-member', '/run/secrets/carts']);
    expect(env(sentinel).MEMBER_STATE).toBe('/data/sentinel');
  });

  test('agrees by the majority, whatever the number', () => {
    const quorumOf = (members: number) => env(sentinelOf(valkey({ topology: Topology.cluster(members) }))).MEMBER_QUORUM;
    expect([quorumOf(3), quorumOf(5), quorumOf(7)]).toEqual(['2', '3', '4']);
  });

  test('opens both ports to members and clients, and to nobody else', () => {
    const shop = valkey();
    shop.service('checkout').uses(shop.orders);
    const { ingress } = shop.find('NetworkPolicy').spec;
    const who = ingress.map((rule: any) => [rule.ports[0].port, rule.from.map((f: any) => f.podSelector.matchLabels['app.kubernetes.io/instance']).sort()]);
    expect(who).toEqual([[6379, ['carts', 'checkout']], [26379, ['carts', 'checkout']]]);
    expect(shop.find('NetworkPolicy', 'checkout').spec.egress.flatMap((r: any) => r.ports.map((p: any) => p.port))).toEqual(expect.arrayContaining([6379, 26379]));
  });

  test('gives clients the sentinels to ask, and no address that an election would make wrong', () => {
    const shop = valkey();
    shop.service('checkout').uses(shop.orders);
    const given = Object.fromEntries(Object.entries(envOf(shop, 'checkout')).filter(([name]) => name.startsWith('CARTS')));
    expect(given).toEqual({
      CARTS_CREDS_FILE: '/run/secrets/carts/password',
      CARTS_MASTER: 'carts',
      CARTS_SENTINELS: [0, 1, 2].map((n) => `carts-${n}.carts-headless.shop.svc.cluster.local:26379`).join(','),
      CARTS_USER: 'carts',
    });
  });

  test('is ready when it leads or follows without a gap, and gives the lead away before it stops', () => {
    expect(it.server.readinessProbe.exec.command).toEqual(['/bin/sh', '/etc/valkey-member/ready.sh']);
    expect(it.server.lifecycle.preStop.exec.command).toEqual(['/bin/sh', '/etc/valkey-member/leave.sh']);
    expect(it.pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(60);
  });

  test('takes no write that nobody follows', () => {
    expect(scriptsOf(it)['start.sh']).toContain('min-replicas-to-write 1');
  });

  test('never has two members on one node; all start together', () => {
    expect(it.pod.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
    expect(it.find('StatefulSet').spec).toMatchObject({ replicas: 3, podManagementPolicy: 'Parallel' });
  });
});

test('one server is as it was: no sentinel, one port, one password', () => {
  const it = valkey({ topology: undefined, credentials: ExistingSecret.of('carts-credentials', ['password']) });
  expect(it.problems).toEqual([]);
  expect(it.pod.containers.map((c: any) => c.name)).not.toContain('sentinel');
  expect(it.server.command).toEqual(['valkey-server', '/etc/valkey/valkey.conf']);
  expect(it.objects).toEqual(valkey({ topology: Topology.single(), credentials: ExistingSecret.of('carts-credentials', ['password']) }).objects);
});

test('any size and any odd number has no problems', () => {
  fc.assert(fc.property(fc.integer({ min: 128, max: 16384 }), fc.constantFrom(3, 5, 7), (memory, members) => {
    expect(valkey({ memory: Size.mebibytes(memory), storage: Size.mebibytes(4 * memory + 1024), topology: Topology.cluster(members) }).problems).toEqual([]);
  }), { numRuns: 15 });
});

describe('the scripts', () => {
  const scripts = scriptsOf(valkey());

  test.each(Object.keys(scripts))('%s is plain POSIX sh', (name) => { execFileSync('sh', ['-n'], { input: scripts[name] }); });

  test('put no password on a command line', () => {
    const exposed = Object.values(scripts).flatMap((script) => script.split('\n')).filter((line) => /-a |--pass|requirepass/.test(line));
    expect(exposed).toEqual([]);
  });

  test('name the programs of the product', () => {
    const redis = Object.values(scriptsOf(valkey({ engine: DatabaseEngine.redis('8.2') }))).join('\n');
    expect(redis).toContain('exec redis-server');
    expect(redis).not.toContain('valkey-');
  });
});

describe('what cannot work is said', () => {
  test.each<[string, Partial<StatefulDatabaseProps>, string]>([
    ['an even number', { topology: Topology.cluster(4) }, 'topology/even-members'],
    ['more members than help', { topology: Topology.cluster(9) }, 'database/too-many-members'],
    ['read replicas', { topology: Topology.readReplicas(2) }, 'database/unsupported-topology'],
    ['no password for the members', { credentials: CREDENTIALS }, 'database/no-credential-key'],
    ['the name of the members', { user: 'member' }, 'database/reserved-user-name'],
    ['a leader that forgets all when it is started again', { parameters: { appendonly: 'no' } }, 'database/unsafe-cluster'],
    ['writes that nobody follows', { parameters: { 'min-replicas-to-write': '0' } }, 'database/blocked-parameter'],
  ])('%s', (_, props, slug) => expect(valkey(props).problems).toContain(slug));
});
