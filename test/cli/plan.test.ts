import { runIn } from './run-here';
import { configMap, Folder } from '../rules/reading/folder-kit';

let folder: Folder;
beforeEach(() => { folder = new Folder(); });
afterEach(() => folder.remove());

const plan = (...args: string[]) => runIn(folder.path, ['plan', ...args]);

const config = (value: string) => configMap('conf', `  namespace: shop\ndata:\n  a: "${value}"\n`);
const claim = (size: string) => `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\n  namespace: shop\nspec:\n  accessModes: [ReadWriteOnce]\n  storageClassName: ${size}\n  resources:\n    requests:\n      storage: 1Gi\n`;

function commit(before: string, after: string): void {
  folder.write('manifests/a.yaml', before);
  folder.write('dist/a.yaml', after);
}

describe('the command plan', () => {
  test('ends with 0 when nothing is refused and no data at risk', async () => {
    commit(config('1'), config('2'));
    expect(await plan()).toMatchObject({ code: 0, err: '' });
  });

  test('ends with 1 when the API server would refuse a change, unless nobody shall mind', async () => {
    commit(claim('fast'), claim('slow'));
    expect((await plan()).code).toBe(1);
    expect((await plan('--fail-on', 'never')).code).toBe(0);
  });

  test('is stricter on demand', async () => {
    commit(config('1'), config('2'));
    expect((await plan('--fail-on', 'in-place')).code).toBe(1);
  });

  test('tells tools the same in JSON', async () => {
    commit(claim('fast'), claim('slow'));
    const { effect, changes } = JSON.parse((await plan('--json')).out);
    expect(effect).toBe('recreate-blocked');
    expect(changes).toEqual([expect.objectContaining({ kind: 'PersistentVolumeClaim', namespace: 'shop', name: 'data', effect: 'recreate-blocked', paths: ['spec.storageClassName'] })]);
    expect([typeof changes[0].why, typeof changes[0].recipe]).toEqual(['string', 'string']);
  });

  test('writes a comment for a pull request', async () => {
    commit(claim('fast'), claim('slow'));
    expect((await plan('--markdown')).out).toMatch(/\|.*PersistentVolumeClaim.*\|/);
  });

  test('shows each field on demand', async () => {
    commit(config('1'), config('2'));
    expect((await plan()).out).not.toContain('"1" → "2"');
    expect((await plan('--details')).out).toContain('data.a: "1" → "2"');
  });

  test('ends with 0 for what somebody has approved', async () => {
    commit(claim('fast'), claim('slow'));
    folder.write('approvals.yaml', '- {kind: PersistentVolumeClaim, namespace: shop, name: data, effect: recreate-blocked, reason: made anew on Sunday}\n');
    expect(await plan('--approvals', 'approvals.yaml')).toMatchObject({ code: 0, out: expect.stringContaining('approved: made anew on Sunday') });
  });

  test.each([
    [['--fail-on', 'everything'], /everything/],
    [['--json', '--markdown'], /choose one/],
    [['--new', 'nowhere'], /nowhere/],
    [['manifests'], /--committed DIR and --new DIR/],
  ])('ends with 2 and says why: %p', async (args, message) => {
    commit(config('1'), config('2'));
    const { code, err, out } = await plan(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  test('names file and line of what it cannot read', async () => {
    commit(config('1'), 'a: [');
    expect(await plan()).toMatchObject({ code: 2, err: expect.stringMatching(/dist\/a\.yaml:1/) });
  });
});
