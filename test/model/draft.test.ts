import { Duration, Size } from 'cdk8s';
import { Cpu, Draft, Image, NetworkPeer, PodField, Port, Probe, ProbeKind, Rank, SecretKey } from '../../src';
import { Facts } from '../../src/model/facts';
import { Notebook } from '../../src/model/notebook';
import { Settled } from '../../src/model/settled';

function draft() {
  const notebook = new Notebook();
  const settled = () => new Settled(notebook);
  return { notebook, settled, you: Draft._of(notebook, { who: 'you', rank: Rank.YOU }), slugs: () => settled().flaws().map((f) => f.slug) };
}

describe('every verb', () => {
  const verbs: Array<[string, (d: Draft) => void]> = [
    ['addEnv', (d) => d.addEnv('A', '1')],
    ['addEnvFromSecret', (d) => d.addEnvFromSecret('A', SecretKey.of('s', 'k'))],
    ['addEnvFromField', (d) => d.addEnvFromField('A', 'status.podIP')],
    ['addPort', (d) => d.addPort(Port.http(8080))],
    ['addServedPort', (d) => d.addServedPort(Port.http(8080))],
    ['addFile', (d) => d.addFile('/etc/app/a', 'x')],
    ['addScratch', (d) => d.addScratch('/cache', Size.mebibytes(1))],
    ['addSecretFiles', (d) => d.addSecretFiles('/run/s', [SecretKey.of('s', 'k')])],
    ['addLabel', (d) => d.addLabel('a', '1')],
    ['addEnvFromPod', (d) => d.addEnvFromPod('NODE', PodField.NODE_NAME)],
    ['addAnnotation', (d) => d.addAnnotation('a', '1')],
    ['addPodAnnotation', (d) => d.addPodAnnotation('a', '1')],
    ['addIngress', (d) => d.addIngress(NetworkPeer.namespace('a'), 80)],
    ['addEgress', (d) => d.addEgress(NetworkPeer.anywhere())],
    ['fixImage', (d) => d.fixImage(Image.of('a:1'))],
    ['fixReplicas', (d) => d.fixReplicas(2)],
    ['releaseReplicas', (d) => d.releaseReplicas('KEDA')],
    ['fixCpuRequest', (d) => d.fixCpuRequest(Cpu.millis(1))],
    ['fixCpuLimit', (d) => d.fixCpuLimit(Cpu.units(1))],
    ['fixMemory', (d) => d.fixMemory(Size.mebibytes(64))],
    ['fixProbe', (d) => d.fixProbe(ProbeKind.READINESS, Probe.exec(['/ok']))],
    ['fixGracePeriod', (d) => d.fixGracePeriod(Duration.seconds(30))],
  ];

  test.each(verbs)('%s written twice changes nothing', (_, write) => {
    const [once, twice] = [draft(), draft()];
    write(once.you);
    write(twice.you);
    write(twice.you);
    const shown = (d: typeof once) => d.settled().decisions().map((x) => [x.slot.name, x.slot.show(x.value)]);
    expect(shown(twice)).toEqual(shown(once));
    expect(shown(once).length).toBeGreaterThan(0);
    expect([once.slugs(), twice.slugs()]).toEqual([[], []]);
  });

  test('of the class is among these', () => {
    const all = Object.getOwnPropertyNames(Draft.prototype).filter((name) => /^(add|fix|release)/.test(name));
    expect(all.sort()).toEqual(verbs.map(([name]) => name).sort());
  });
});

describe('a bad value is a problem and is not written', () => {
  test.each<[string, (d: Draft) => void, string]>([
    ['replicas', (d) => d.fixReplicas(-1), 'replicas/out-of-range'],
    ['CPU', (d) => d.fixCpuRequest(Cpu.millis(0)), 'quantity/bad-cpu'],
    ['memory', (d) => d.fixMemory(Size.mebibytes(0)), 'quantity/bad-size'],
    ['a directory', (d) => d.addScratch('/a', Size.mebibytes(Number.NaN)), 'quantity/bad-size'],
    ['a grace period', (d) => d.fixGracePeriod(Duration.seconds(0)), 'duration/out-of-range'],
    ['a policy port', (d) => d.addEgress(NetworkPeer.anywhere(), 0), 'port/out-of-range'],
    ['keys of two Secrets', (d) => d.addSecretFiles('/run/s', [SecretKey.of('a', 'k'), SecretKey.of('b', 'k')]), 'secretFiles/not-one-secret'],
  ])('%s', (_, write, slug) => {
    const it = draft();
    write(it.you);
    expect(it.slugs()).toEqual([slug]);
    expect(it.settled().decisions()).toEqual([]);
  });
});

test('numbers given as texts by other languages are texts', () => {
  const it = draft();
  it.you.addEnv('PORT', 8080 as any);
  expect(it.settled().get(Facts.ENV.at('PORT'))).toEqual({ kind: 'text', text: '8080' });
});
