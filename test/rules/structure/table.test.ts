import { KubernetesVersion } from '../../../src';
import table from '../../../src/rules/structure/table.json';
import { builtInKinds, builtInVersions, NEWEST_KNOWN, OLDEST_KNOWN, structOf } from '../../../src/rules/structure/tables';

describe('the table of structures', () => {
  test('covers every Kubernetes version that we render for', () => {
    const minors = KubernetesVersion.supported.map((version) => version.minor);
    expect([OLDEST_KNOWN, NEWEST_KNOWN]).toEqual([minors[0], minors[minors.length - 1]]);
  });

  test('names no type and no enum that it does not describe', () => {
    const words = Object.values(table.types).flatMap((line) => line.split(' ')).filter((word) => word !== '').map((word) => word.replace(/@[0-9-]+$/, '').replace(/^[^:]+:/, '').replace(/^(\{\}|\[[^\]]*\])*/, ''));
    const types = words.map((word) => word.replace('?', '')).filter((word) => word.length > 1 && !word.startsWith('='));
    const enums = words.filter((word) => word.startsWith('=')).map((word) => word.slice(1));
    expect(types.filter((type) => !(type in table.types))).toEqual([]);
    expect(enums.filter((id) => !(id in table.enums))).toEqual([]);
  });

  test.each(KubernetesVersion.supported.map((version) => version.minor))('is read without a flaw for 1.%i', (minor) => {
    const kinds = builtInVersions().flatMap((apiVersion) => [...builtInKinds(apiVersion)!.values()]).filter((kind) => kind.type !== undefined && kind.from <= minor && kind.to >= minor);
    expect(kinds.length).toBeGreaterThan(35);
    for (const kind of kinds) expect([...structOf(kind.type!, minor).fields.keys()]).toEqual(expect.arrayContaining(['apiVersion', 'kind', 'metadata']));
  });

  test('knows what the API server keeps as a list with keys', () => {
    expect(structOf('PodSpec', 33).fields.get('containers')?.shape.keys).toEqual([{ field: 'name', byDefault: undefined }]);
  });
});
