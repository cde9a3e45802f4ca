import { Size } from 'cdk8s';
import { Cpu as OtherCpu } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { Cpu } from '../../src/values/cpu';
import { bytesQuantity, cpuFlaws, cpuInMillis, sizeFlaws, sizeInBytes, sizeQuantity } from '../../src/values/quantity';

describe('memory and storage', () => {
  test.each([
    [Size.mebibytes(128), '128Mi'],
    [Size.mebibytes(1024), '1Gi'],
    [Size.mebibytes(1536), '1536Mi'],
    [Size.gibibytes(1.5), '1536Mi'],
    [Size.kibibytes(1), '1Ki'],
    [Size.tebibytes(2), '2Ti'],
    [Size.gibibytes(2048), '2Ti'],
    [Size.pebibyte(1), '1Pi'],
    [Size.kibibytes(0.5), '512'],
  ])('%p is spelt %s, as the API server spells it', (size, text) => {
    expect(sizeQuantity(size)).toBe(text);
  });

  test('no spelling has a longer equal in whole units', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (kib) => {
      const [, number, unit] = /^([0-9]+)(\w*)$/.exec(bytesQuantity(kib * 1024))!;
      expect(unit).not.toBe('');
      expect(unit === 'Ei' || Number(number) % 1024 !== 0).toBe(true);
    }));
  });

  test('no byte is lost', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 30 }), (kib) => expect(sizeInBytes(Size.kibibytes(kib))).toBe(kib * 1024)));
  });

  test.each([[Size.mebibytes(0)], [Size.mebibytes(Number.NaN)], [Size.mebibytes(Infinity)], [Size.kibibytes(0.3)], [Size.pebibyte(1e9)]])('%p is bad', (size) => {
    expect(sizeFlaws('memory', size).map((f) => f.slug)).toEqual(['quantity/bad-size']);
  });
});

describe('CPU', () => {
  test.each([
    [Cpu.millis(250), 250, '250m'],
    [Cpu.millis(1000), 1000, '1'],
    [Cpu.millis(1500), 1500, '1500m'],
    [Cpu.units(2), 2000, '2'],
    [Cpu.units(0.5), 500, '500m'],
    [Cpu.units(0.1), 100, '100m'],
    [Cpu.units(1.001), 1001, '1001m'],
    [Cpu.units(1000), 1_000_000, '1k'],
    [Cpu.units(1_000_000), 1_000_000_000, '1M'],
  ])('%p is spelt as the API server spells it', (cpu, millis, text) => {
    expect(cpuInMillis(cpu)).toBe(millis);
    expect(`${cpu}`).toBe(text);
    expect(cpuFlaws('cpu', cpu)).toEqual([]);
  });

  test('any number of millicores may be said in cores', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), (millis) => {
      expect(cpuInMillis(Cpu.units(millis / 1000))).toBe(millis);
    }));
  });

  test.each([[Cpu.millis(0)], [Cpu.millis(-1)], [Cpu.millis(0.5)], [Cpu.units(0.0001)], [Cpu.units(Number.NaN)], [Cpu.units(Infinity)], [Cpu.units(1e9)]])('%p is bad', (cpu) => {
    expect(cpuFlaws('cpu', cpu).map((f) => f.slug)).toEqual(['quantity/bad-cpu']);
  });

  test('a bad amount is shown as it was given', () => {
    expect([Cpu.millis(0.5), Cpu.units(-2), Cpu.units(Number.NaN), Cpu.units(Infinity)].map((cpu) => cpuFlaws('cpu', cpu)[0].what.split(';')[0]))
      .toEqual(['cpu is "0.5m"', 'cpu is "-2"', 'cpu is "NaN"', 'cpu is "Infinity"']);
  });

  test('the Cpu of another library is told from ours, where nobody checks types', () => {
    expect(cpuFlaws('cpu', OtherCpu.millis(250) as any)).toEqual([expect.objectContaining({ slug: 'quantity/bad-cpu', what: 'cpu is not a Cpu of cdk8s-gopher' })]);
  });
});
