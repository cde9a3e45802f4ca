import { Duration } from 'cdk8s';
import { ConfigKey, ConfigSchema, GopherApp, Hardening, NetworkPeer, Platform, VaultAgent } from '../../../src';
import { chartIn, serviceIn, shop } from '../../kit';

const agent = (props: object = {}) => new VaultAgent({ role: 'checkout', secrets: { STRIPE_API_KEY: 'secret/data/shop/stripe#api-key' }, ...props });
const annotations = (it: ReturnType<typeof shop>) => it.deployment().template.metadata.annotations;

describe('Vault\'s agent', () => {
  test('is asked for by annotations', () => {
    expect(annotations(shop({ traits: [agent()] }))).toMatchObject({
      'vault.hashicorp.com/agent-inject': 'true',
      'vault.hashicorp.com/role': 'checkout',
      'vault.hashicorp.com/agent-inject-secret-stripe-api-key': 'secret/data/shop/stripe',
      'vault.hashicorp.com/agent-inject-template-stripe-api-key': '{{- with secret "secret/data/shop/stripe" -}}{{ index .Data.data "api-key" }}{{- end -}}',
      'vault.hashicorp.com/agent-inject-perms-stripe-api-key': '0400',
      'vault.hashicorp.com/agent-run-as-same-user': 'true',
      'vault.hashicorp.com/agent-pre-populate-only': 'false',
    });
  });

  test('reads the first version of the key-value store, too', () => {
    expect(annotations(shop({ traits: [agent({ secrets: { A: 'kv/shop#a' } })] }))['vault.hashicorp.com/agent-inject-template-a']).toContain('index .Data "a"');
  });

  test('tells the program where its file is, and meets its schema', () => {
    const it = shop({ traits: [agent()], config: ConfigSchema.of('checkout', [ConfigKey.secret('STRIPE_API_KEY')]) });
    expect(it.env('STRIPE_API_KEY_FILE')).toBe('/vault/secrets/stripe-api-key');
    expect(it.problems).toEqual([]);
  });

  test('shows Vault a token that is good for nothing else, and that the program does not see', () => {
    const it = shop({ traits: [agent()] });
    const name = annotations(it)['vault.hashicorp.com/agent-service-account-token-volume-name'];
    expect(it.pod().volumes.find((v: any) => v.name === name).projected.sources).toEqual([{ serviceAccountToken: { audience: 'vault', expirationSeconds: 3600, path: 'token' } }]);
    expect(it.container().volumeMounts.map((m: any) => m.name)).not.toContain(name);
    expect(it.pod().automountServiceAccountToken).toBe(false);
  });

  test('asks for the platform\'s CPU, and for the memory that the injector lets it have', () => {
    expect(annotations(shop({ traits: [agent()] }))).toMatchObject({
      'vault.hashicorp.com/agent-requests-cpu': '100m',
      'vault.hashicorp.com/agent-limits-cpu': '500m',
      'vault.hashicorp.com/agent-requests-mem': '128Mi',
      'vault.hashicorp.com/agent-limits-mem': '128Mi',
    });
  });

  test('gets its user from the cluster where the program does, as the injector refuses a pod that names none', () => {
    const it = shop({ traits: [agent()] }, Platform.openShift());
    expect(it.problems).toEqual([]);
    expect(annotations(it)).toMatchObject({ 'vault.hashicorp.com/agent-set-security-context': 'false' });
    expect(annotations(it)).not.toHaveProperty(['vault.hashicorp.com/agent-run-as-same-user']);
  });

  test('is refused where nobody says a user', () => {
    expect(shop({ traits: [agent()], without: [Hardening.ID] }).problems).toContain('vault/no-user');
  });

  test('may connect to Vault', () => {
    const to = (it: ReturnType<typeof shop>) => JSON.stringify(it.find('NetworkPolicy').spec.egress);
    expect(to(shop({ traits: [agent()] }))).toContain('"port":8200');
    expect(to(shop({ traits: [agent({ vault: NetworkPeer.addresses('10.1.2.3/32') })] }))).toContain('10.1.2.3/32');
  });

  test('goes with all it wrote', () => {
    const it = shop({ traits: [agent()] });
    it.checkout.removeTrait(VaultAgent.ID);
    expect(it.objects).toEqual(shop().objects);
  });

  test.each([
    ['no secrets', { secrets: {} }, 'secret/no-keys'],
    ['no field', { secrets: { A: 'secret/data/shop' } }, 'vault/bad-path'],
    ['a template in the path', { secrets: { A: 'secret/data/{{ x }}#y' } }, 'vault/bad-path'],
    ['a bad role', { role: 'a b' }, 'vault/bad-role'],
    ['a bad name', { secrets: { '1 bad': 'secret/data/shop#a' } }, 'env/bad-name'],
    ['two secrets in one file', { secrets: { A_B: 'secret/data/shop#a', a_b: 'secret/data/shop#b' } }, 'vault/same-file'],
    ['a token that is too short', { tokenLifetime: Duration.minutes(5) }, 'vault/bad-lifetime'],
  ])('is refused with %s', (_, props, slug) => expect(shop({ traits: [agent(props)] }).problems).toContain(slug));

  test('synthesizes in an app with all rules on and no finding', () => {
    const app = new GopherApp({ outdir: '/nowhere' });
    serviceIn(chartIn(app, 'shop', 'shop'), 'checkout', { traits: [agent()] });
    expect(app.findings().map(String)).toEqual([]);
  });
});
