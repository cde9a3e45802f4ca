import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { GopherApp, SopsSecret } from '../../src';
import { chartIn, find, newChart, objectsOf, refusalOf, serviceIn } from '../kit';

const ENC = 'ENC[AES256_GCM,data:CwE4O1s=,iv:2k9bQ0l6tYtYkBgWDX1g8yYk4Q9YkQm9d3Q5oKcOZ8E=,tag:cyvzZ0mVZ8mC2oVd0e1s4g==,type:str]';
const sops = `
sops:
  age:
    - recipient: age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p
      enc: |
        -----BEGIN AGE ENCRYPTED FILE-----
        YWdlLWVuY3J5cHRpb24ub3JnL3YxCg==
        -----END AGE ENCRYPTED FILE-----
  lastmodified: "2026-05-01T00:00:00Z"
  mac: ${ENC}
  encrypted_regex: ^(data|stringData)$
  version: 3.10.2
`;
const head = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: stripe\n  namespace: shop\n';
const good = `${head}stringData:\n  zeta: ${ENC}\n  api-key: ${ENC}\n${sops.trim()}\n`;

function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'gopher-sops-')), 'stripe.yaml');
  writeFileSync(path, text);
  return path;
}

describe('a Secret encrypted by SOPS', () => {
  test('comes out as the file has it, in its order, still encrypted', () => {
    const chart = newChart();
    SopsSecret.fromFile(chart, 'stripe', file(good));
    const object = find(objectsOf(chart), 'Secret', 'stripe');
    expect(Object.keys(object)).toEqual(['apiVersion', 'kind', 'metadata', 'stringData', 'sops']);
    expect(Object.keys(object.stringData)).toEqual(['zeta', 'api-key']);
    expect(object.metadata).toEqual({ name: 'stripe', namespace: 'shop' });
    expect(object.sops.mac).toBe(ENC);
  });

  test('has the keys of the file', () => {
    const chart = newChart();
    const stripe = SopsSecret.fromFile(chart, 'stripe', file(good));
    expect(stripe.keys).toEqual(['zeta', 'api-key']);
    expect(serviceIn(chart, 'till', { secretEnv: { STRIPE: stripe.key('nope') } }).problems().map((p) => p.slug)).toEqual(['secret/no-such-key']);
  });

  test('synthesizes in an app with all rules on and no finding', () => {
    const app = new GopherApp({ outdir: '/nowhere' });
    const chart = chartIn(app, 'shop', 'shop');
    const stripe = SopsSecret.fromFile(chart, 'stripe', file(good));
    serviceIn(chart, 'till', { secrets: { STRIPE: stripe.key('api-key') } });
    expect(app.findings().map(String)).toEqual([]);
  });

  test.each([
    ['a plain value', good.replace(`api-key: ${ENC}`, 'api-key: sk_live_1'), 'sops/plain-value'],
    ['no encryption at all', `${head}stringData:\n  api-key: sk_live_1\n`, 'sops/not-encrypted'],
    ['no recipient', good.replace(/ {2}age:[^]*?lastmodified/, '  lastmodified'), 'sops/not-encrypted'],
    ['an encrypted name', good.replace('name: stripe', `name: ${ENC}`), 'sops/encrypted-name'],
    ['another namespace', good.replace('namespace: shop', 'namespace: other'), 'sops/other-namespace'],
    ['no namespace', good.replace('  namespace: shop\n', ''), 'sops/other-namespace'],
    ['no keys', `${head}${sops.trim()}\n`, 'secret/no-keys'],
    ['another kind', good.replace('kind: Secret', 'kind: ConfigMap'), 'sops/bad-file'],
    ['two documents', `${good}---\n${good}`, 'sops/bad-file'],
    ['no YAML', '{', 'sops/bad-file'],
  ])('with %s is refused, and no value is shown', (_, text, slug) => {
    const chart = newChart();
    SopsSecret.fromFile(chart, 'stripe', file(text));
    expect(refusalOf(chart)).toContain(`[shop/stripe] ${slug}: `);
    expect(refusalOf(chart)).not.toContain('sk_live_1');
  });

  test('whose file is not there is refused', () => {
    const chart = newChart();
    SopsSecret.fromFile(chart, 'stripe', './nowhere.yaml');
    expect(refusalOf(chart)).toContain('sops/bad-file: "./nowhere.yaml" is not there');
  });
});
