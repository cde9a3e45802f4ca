import { join } from 'path';
import { Chart, Size } from 'cdk8s';
import { FACTORS, isImpossible } from './factors';
import { Assignment, pairwise } from './pairwise';
import { waive } from './waive';
import {
  Cpu, DatabaseEngine, Environment, ExistingSecret, ExternalSecret, GoMicroservice, GopherApp, GoVersion, HealthChecks, Image, ISecretSource, ITrait, KubernetesVersion,
  Metadata, Namespace, NetworkPeer, Platform, Port, SecretDelivery, Severity, StatefulDatabase,
} from '../../src';

/** A service that somebody might write, with its neighbours, in a namespace of its own. */
export interface MatrixCase {
  /** also the namespace */
  readonly name: string;
  /** the name of the service that everything is about; checkov takes equal labels of two namespaces for one */
  readonly service: string;
  readonly values: Assignment;
  /** what our own rules find in it, warnings included; nothing, as what is left out is waived */
  readonly ours: string[];
}

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const ENVIRONMENTS: { [name: string]: Environment } = { production: Environment.PRODUCTION, staging: Environment.STAGING, local: Environment.LOCAL };
const PORTS: { [name: string]: Port[] } = { http: [Port.http(8080)], grpc: [Port.grpc(9090)], both: [Port.http(8080), Port.grpc(9090)] };
const IMAGES: { [name: string]: Image } = {
  'tag': Image.of('shop/web:1.8.2'),
  'digest': Image.of(`shop/web@${DIGEST}`),
  'tag and digest': Image.of(`shop/web:1.8.2@${DIGEST}`),
};

/** What somebody who leaves a trait out may waive, so that other tools are told as well. */
const WAIVED: { [trait: string]: string[] } = {
  'hardening': ['pod-security/not-restricted'],
  'health-checks': ['operability/no-readiness'],
  'availability': ['operability/no-budget-when-scaled'],
};

/** Synthesizes every case of the matrix into a folder `<Kubernetes version>/<case>`. */
export function synthesizeMatrix(folder: string): MatrixCase[] {
  return pairwise(FACTORS, isImpossible).map((values, i) => {
    const name = `case-${String(i + 1).padStart(2, '0')}`;
    const service = `web-${i + 1}`;
    const app = appOf(name, service, values, join(folder, values.kubernetes, name));
    const ours = app.findings().filter(({ severity }) => severity !== Severity.INFO).map(String);
    if (ours.length === 0) app.synth();
    return { name, service, values, ours };
  });
}

function appOf(name: string, service: string, values: Assignment, outdir: string): GopherApp {
  const said = (factor: string) => values[factor] !== '-';
  const without = said('without') ? values.without.split(' and ') : undefined;
  const app = new GopherApp({ outdir, platform: platformOf(values) });
  const chart = new Chart(app, name, { namespace: name });
  new Namespace(chart, name, { podSecurity: values.without.startsWith('hardening') ? 'baseline' : undefined });
  const secret = (id: string, key: string) => secretOf(chart, id, key, values.secrets);

  const traits: ITrait[] = [];
  if (values.health === 'grpc') traits.push(HealthChecks.overGrpc());
  if (said('metadata')) traits.push(new Metadata({ partOf: 'shop', component: 'web' }));
  const web = new GoMicroservice(chart, service, {
    image: IMAGES[values.image],
    ports: PORTS[values.ports],
    replicas: said('replicas') ? Number(values.replicas) : undefined,
    cpu: said('cpu') ? Cpu.millis(250) : undefined,
    cpuLimit: said('cpuLimit') ? Cpu.units(1) : undefined,
    memory: said('memory') ? Size.mebibytes(256) : undefined,
    env: said('env') ? { REGION: 'eu', LOG_LEVEL: 'debug' } : undefined,
    files: said('files') ? { '/etc/web/routes.yaml': 'routes: []\n' } : undefined,
    secretEnv: said('secretEnv') ? { STRIPE_KEY: secret('stripe', 'api-key').key('api-key') } : undefined,
    secretFiles: said('secretFiles') ? { '/run/secrets/tls': secret('tls', 'tls.key') } : undefined,
    args: said('args') ? ['--verbose'] : undefined,
    goVersion: said('goVersion') ? GoVersion.of(values.goVersion) : undefined,
    traits: traits.length > 0 ? traits : undefined,
    without,
  });
  if (said('database')) web.uses(databaseOf(chart, `${service}-db`, values.database, secret('orders-db-credentials', 'password')));
  if (values.peers === 'called') new GoMicroservice(chart, `${service}-frontend`, { image: Image.of('shop/frontend:2.4.0') }).calls(web, { port: web.ports[0].name });
  if (values.peers === 'open') {
    web.addCaller(NetworkPeer.namespace('gateway'));
    web.addCallee(NetworkPeer.addresses('192.0.2.0/24'), 443);
  }
  for (const rule of (without ?? []).flatMap((trait) => WAIVED[trait] ?? [])) {
    waive(web, rule, `without=${values.without}, a case of the matrix`);
  }
  return app;
}

function platformOf(values: Assignment): Platform {
  return new Platform({
    kubernetesVersion: KubernetesVersion.of(values.kubernetes),
    environment: ENVIRONMENTS[values.environment],
    registry: 'registry.example.com',
    owner: values.owner === '-' ? undefined : 'team-shop',
    imagePullSecrets: values.pullSecrets === '-' ? undefined : ['registry-credentials'],
    secretPolicy: { store: 'vault', delivery: values.delivery === 'env' ? SecretDelivery.ENV : SecretDelivery.FILES },
    telemetry: values.telemetry === '-' ? undefined : values.telemetry === 'http'
      ? { endpoint: 'http://collector.observability.svc.cluster.local:4318' }
      : { endpoint: 'http://collector.observability.svc.cluster.local:4317', protocol: 'grpc' },
  });
}

function secretOf(chart: Chart, id: string, key: string, from: string): ISecretSource {
  if (from === 'existing') return ExistingSecret.of(id, [key]);
  return from === 'fetched' ? ExternalSecret.fetched(chart, id, { from: { [key]: `shop/${id}#${key}` } }) : ExternalSecret.generated(chart, id, { keys: [key] });
}

function databaseOf(chart: Chart, id: string, size: string, credentials: ISecretSource): StatefulDatabase {
  const engine = DatabaseEngine.postgres('17');
  return size === 'small'
    ? new StatefulDatabase(chart, id, { engine, credentials, storage: Size.gibibytes(1), memory: Size.mebibytes(256) })
    : new StatefulDatabase(chart, id, {
      engine,
      credentials,
      storage: Size.gibibytes(500),
      memory: Size.gibibytes(16),
      cpu: Cpu.units(4),
      storageClass: 'fast',
      parameters: { max_connections: '200' },
      image: Image.of(`mirror/postgres:17.6@${DIGEST}`),
    });
}
