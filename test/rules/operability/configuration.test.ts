import { Severity } from '../../../src';
import { Break, table, World } from '../graph/world';

/** Another Secret, with what stands in it. */
const secret = (w: World, fields: object) => w.add({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'more', namespace: 'shop' }, ...fields });
const file = (w: World, content: string) => { w.get('ConfigMap', 'front-config').data['app.yaml'] = content; };

table('operability/literal-secret', Severity.WARNING, {
  complains: {
    'a password is a variable': (w) => w.env('DB_PASSWORD', 'hunter2'),
    'a token is': (w) => w.env('GITHUB_TOKEN', `ghp_${'a'.repeat(36)}`),
    'a URL carries it': (w) => w.env('DATABASE_URL', 'postgres://app:hunter2@example.com:5432/app'),
    'a key of a ConfigMap is named so': (w) => { w.get('ConfigMap', 'front-config').data['api-key'] = 'abcdef'; },
    'a line of a file has it': (w) => file(w, 'database:\n  user: app\n  password: hunter2\n'),
    'a file is a private key': (w) => file(w, '-----BEGIN RSA PRIVATE KEY-----\nMII\n'),
    'a Secret has its value': (w) => secret(w, { stringData: { password: 'hunter2' } }),
    'a Secret has its value, encoded': (w) => secret(w, { data: { password: 'aHVudGVyMg==' } }),
    'an AWS key has another name': (w) => w.env('ID', 'AKIAIOSFODNN7EXAMPLE'),
  },
  quiet: Object.fromEntries([
    ['DB_PASSWORD_FILE', '/run/secrets/password'], ['DB_PASSWORD', '/run/secrets/password'], ['DB_PASSWORD', '$(OTHER)'], ['DB_PASSWORD', ''], ['TOKEN_TTL', '300s'], ['CSRF_TOKEN', 'true'],
    ['BYPASS', 'x'], ['SECRET_NAME', 'stripe'], ['API_KEY', 'vault:secret/data/x#y'], ['DB_PASSWORD', '${DB_PASSWORD}'], ['DATABASE_URL', 'postgres://app:$(PASSWORD)@db:5432/app'], ['MONKEY', 'abc'],
  ].map(([name, value], i): [string, Break] => [`${i}: ${name}=${value}`, (w: World) => w.env(name, value)]).concat([
    ['a Secret waits for its values', (w: World) => secret(w, { data: { password: '' }, stringData: { token: '${TOKEN}', key: '<path:shop/stripe#key>' } })],
    ['a Secret is encrypted', (w: World) => secret(w, { stringData: { password: 'ENC[AES256_GCM,data:a,iv:b,tag:c,type:str]' }, sops: { mac: 'ENC[x]' } })],
    ['a file has settings about passwords', (w: World) => file(w, 'password_encryption: scram-sha-256\npassword: ${PASSWORD}\ntoken: true\n# password: none\n')],
  ])),
});

table('operability/variable-used-before-defined', Severity.WARNING, {
  complains: {
    'it is defined further down': (w) => { const { env } = w.container('front'); env.push(env.splice(2, 1)[0]); },
    'nobody defines it': (w) => w.env('A', '$(NOPE)/x'),
  },
  quiet: {
    'a ConfigMap defines it': (w) => { w.container('front').envFrom = [{ configMapRef: { name: 'front-config' } }]; w.env('A', '$(LOG_LEVEL)'); },
    'nobody knows what the Secret defines': (w) => { w.container('front').envFrom = [{ secretRef: { name: 'stripe' } }]; w.env('A', '$(NOPE)'); },
    'the text itself is meant': (w) => w.env('A', '$$(NOPE)'),
    'the kubelet defines it': (w) => w.env('A', '$(KUBERNETES_SERVICE_HOST)'),
  },
});

table('operability/service-links', Severity.INFO, {
  complains: { 'nobody turns them off': (w) => { delete w.pod('front').enableServiceLinks; } },
});

table('operability/stale-configuration', Severity.INFO, {
  complains: {
    'a ConfigMap may change': (w) => { delete w.get('ConfigMap', 'front-config').immutable; },
    'all variables of one may': (w) => { delete w.get('ConfigMap', 'front-config').immutable; w.container('front').env.shift(); w.container('front').envFrom = [{ configMapRef: { name: 'front-config' } }]; },
  },
  quiet: { 'a hash of it is in the pods': (w) => { delete w.get('ConfigMap', 'front-config').immutable; w.get('Deployment', 'front').spec.template.metadata.annotations = { 'checksum/config': 'abc' }; } },
});
