import { Size } from 'cdk8s';
import { Cpu, GoRuntime, GoVersion, Hardening, ITraitHost, Trait } from '../../src';
import { Facts } from '../../src/model/facts';
import { on, shop } from '../kit';

describe('GOMEMLIMIT', () => {
  test.each([
    ['64Mi', Size.mebibytes(64), '48MiB'],
    ['128Mi', Size.mebibytes(128), '112MiB'],
    ['256Mi', Size.mebibytes(256), '230MiB'],
    ['512Mi', Size.mebibytes(512), '460MiB'],
    ['1Gi', Size.gibibytes(1), '921MiB'],
    ['2Gi', Size.gibibytes(2), '1843MiB'],
    ['16Gi', Size.gibibytes(16), '15360MiB'],
  ])('of a memory limit of %s a tenth is left, at least 16 MiB and at most 1 GiB', (_, memory, expected) => {
    expect(shop({ memory }).env('GOMEMLIMIT')).toBe(expected);
  });

  test.each([
    [Size.mebibytes(64), '48MiB'],
    [Size.mebibytes(512), '409MiB'],
    [Size.gibibytes(16), '14336MiB'],
  ])('with C code a fifth is left, at most 2 GiB: of %p, %s are for Go', (memory, expected) => {
    expect(shop({ memory, traits: [new GoRuntime({ cgo: true })] }).env('GOMEMLIMIT')).toBe(expected);
  });

  test('memory-backed directories are taken off first, as their bytes are charged to the container', () => {
    class Ram extends Trait {
      public readonly traitId = 'ram';
      public bind(host: ITraitHost) {
        host.draft._addScratch('/ram', Size.mebibytes(256), true, '');
      }
    }
    expect(shop({ memory: Size.mebibytes(512), traits: [new Ram()] }).env('GOMEMLIMIT')).toBe('230MiB');
  });

  test('directories on disk cost no memory', () => {
    const hardening = new Hardening({ writable: { '/cache': Size.gibibytes(1) } });
    expect(shop({ memory: Size.mebibytes(512), traits: [hardening] }).env('GOMEMLIMIT')).toBe('460MiB');
  });

  test('the unit is one that Go reads, never a quantity of Kubernetes', () => {
    expect(shop().env('GOMEMLIMIT')).toMatch(/^[0-9]+MiB$/);
  });

  test.each([['1.5GiB'], ['512Mi'], ['240 MiB'], ['']])('a value that stops a Go program at its start is refused: %p', (GOMEMLIMIT) => {
    expect(shop({ env: { GOMEMLIMIT } }).problems).toContain('go/malformed-gomemlimit');
  });

  test.each([['off'], ['64MiB'], ['67108864'], ['67108864B']])('a value of your own that Go reads is taken: %p', (GOMEMLIMIT) => {
    const it = shop({ env: { GOMEMLIMIT } });
    expect(it.problems).toEqual([]);
    expect(it.env('GOMEMLIMIT')).toBe(GOMEMLIMIT);
  });

  test.each([
    ['129MiB', 'go/gomemlimit-above-limit'],
    ['1GiB', 'go/gomemlimit-above-limit'],
    ['512', 'go/gomemlimit-too-small'],
    ['15MiB', 'go/gomemlimit-too-small'],
  ])('a value of your own that would harm is refused: %s', (GOMEMLIMIT, slug) => {
    expect(shop({ env: { GOMEMLIMIT } }).problems).toContain(slug);
  });

  test('too little memory for any Go program is refused', () => {
    expect(shop({ memory: Size.mebibytes(31) }).problems).toContain('go/gomemlimit-too-small');
    expect(shop({ memory: Size.mebibytes(32) }).problems).toEqual([]);
  });
});

describe('GOMAXPROCS', () => {
  test.each([
    ['250m', Cpu.millis(250), '2'],
    ['500m', Cpu.millis(500), '2'],
    ['501m', Cpu.millis(501), '3'],
    ['1', Cpu.units(1), '4'],
    ['2', Cpu.units(2), '8'],
  ])('without a CPU limit it is four times the request, at least 2: %s', (_, cpu, expected) => {
    expect(shop({ cpu }).env('GOMAXPROCS')).toBe(expected);
  });

  test('how far a program may burst can be said', () => {
    expect(shop({ cpu: Cpu.units(2), traits: [new GoRuntime({ burstFactor: 1 })] }).env('GOMAXPROCS')).toBe('2');
  });

  test('with a CPU limit, Go 1.25 and newer are left alone, as they follow resizes by themselves', () => {
    expect(shop({ cpu: Cpu.units(1), cpuLimit: Cpu.units(2), goVersion: GoVersion.of('1.25') }).env('GOMAXPROCS')).toBeUndefined();
  });

  test.each([
    [Cpu.millis(250), '2'],
    [Cpu.millis(2500), '3'],
    [Cpu.units(8), '8'],
  ])('with a CPU limit, Go before 1.25 is told the limit, rounded up', (cpuLimit, expected) => {
    expect(shop({ cpu: Cpu.millis(100), cpuLimit, goVersion: GoVersion.of('1.24') }).env('GOMAXPROCS')).toBe(expected);
  });

  test.each([[0], [-1], [1.5], [65], [Number.NaN]])('a burst factor of %p is refused', (burstFactor) => {
    expect(shop({ traits: [new GoRuntime({ burstFactor })] }).problems).toContain('go/bad-burst-factor');
  });

  test('a Go release without GOMEMLIMIT is refused', () => {
    expect(shop({ goVersion: GoVersion.of('1.18') }).problems).toEqual(['go/unknown-version']);
  });
});

describe('the rest of the runtime', () => {
  test('a crash shows every goroutine, and kubectl describe shows the crash', () => {
    const it = shop();
    expect(it.env('GOTRACEBACK')).toBe('all');
    expect(it.container().terminationMessagePolicy).toBe('FallbackToLogsOnError');
  });

  test('profiles are not on the network', () => {
    const it = shop();
    expect(it.env('PPROF_ADDR')).toBe('127.0.0.1:6060');
    expect(it.container().ports.map((p: any) => p.containerPort)).not.toContain(6060);
  });

  test('where CPU and memory can be resized in place, only memory restarts: GOMEMLIMIT is read at start', () => {
    expect(shop({}, on('1.33')).container().resizePolicy).toEqual([
      { resourceName: 'cpu', restartPolicy: 'NotRequired' },
      { resourceName: 'memory', restartPolicy: 'RestartContainer' },
    ]);
    expect(shop({}, on('1.32')).container().resizePolicy).toBeUndefined();
  });

  test('switching the garbage collector off is refused', () => {
    expect(shop({ env: { GOGC: 'off' } }).problems).toEqual(['go/gogc-off']);
    expect(shop({ env: { GOGC: '80' } }).problems).toEqual([]);
  });

  test('the variables are gone when the trait is left out', () => {
    const it = shop({ without: [GoRuntime.ID] });
    expect(it.env('GOMEMLIMIT')).toBeUndefined();
    expect(it.checkout._settled().get(Facts.ENV.at('GOMAXPROCS'))).toBeUndefined();
  });
});
