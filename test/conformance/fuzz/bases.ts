import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Chart, Size, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { Cpu, DatabaseEngine, ExistingSecret, GoMicroservice, KubernetesVersion, Namespace, NetworkPeer, Platform, Port, SecretKey, StatefulDatabase } from '../../../src';
import { IMAGE } from '../../kit';
import { goodProps, goodTraits } from '../../laws/worlds';

/*
 * The valid objects that everything begins with: what our library writes, and by hand
 * whatever else a Go team applies.
 */

/** Each object once; the kinds that Kubernetes does not know are for the caller to sort out. */
export function allBases(): any[] {
  const shop = join(__dirname, '../../../examples/shop/manifests/shop.k8s.yaml');
  // There is more in each object that is written by hand, and most of all in a pod, so they are more often begun with.
  const written = byHand().flatMap(documentsIn).flatMap((object) => Array(JSON.stringify(object).includes('"containers"') ? 12 : 4).fill(object));
  const all = [...written, ...documentsIn(shop), ...KubernetesVersion.supported.flatMap((version) => [...richShop(version), ...variedShop(version)])];
  return all.map((object) => JSON.parse(JSON.stringify(object)));
}

/** What is written by hand, many fields of each kind. */
export function fullBases(): any[] {
  return byHand().flatMap(documentsIn).map((object) => JSON.parse(JSON.stringify(object)));
}

/** What does not change with our library, and one of each kind that the oracle knows. */
export function handWrittenBases(): any[] {
  const minimal = readFileSync(join(__dirname, '../oracle/testdata/minimal.jsonl'), 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
  // The many fields of a schema would take all the tries of a definition.
  return [...fullBases().filter(({ kind }) => kind !== 'CustomResourceDefinition'), ...minimal];
}

function byHand(): string[] {
  return readdirSync(join(__dirname, 'bases')).filter((name) => name.endsWith('.yaml')).sort().map((name) => join(__dirname, 'bases', name));
}

function documentsIn(file: string): any[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS()).filter((object) => object !== null);
}

function newChart(version: KubernetesVersion): Chart {
  const app = Testing.app();
  new Platform({ kubernetesVersion: version, owner: 'team-shop', imagePullSecrets: ['registry'], telemetry: { endpoint: 'http://otel.obs:4318' } }).applyTo(app);
  return new Chart(app, 'shop', { namespace: 'shop' });
}

/** One of everything that a workload can say. */
function richShop(version: KubernetesVersion): any[] {
  const chart = newChart(version);
  new Namespace(chart, 'shop');
  const db = new StatefulDatabase(chart, 'orders-db', {
    engine: DatabaseEngine.postgres('17'),
    credentials: ExistingSecret.of('orders-db', ['password']),
    storage: Size.gibibytes(20),
    storageClass: 'fast',
    parameters: { max_connections: '50' },
  });
  const checkout = new GoMicroservice(chart, 'checkout', {
    image: IMAGE,
    ports: [Port.http(8080), Port.grpc(9090)],
    cpu: Cpu.millis(250),
    cpuLimit: Cpu.units(1),
    memory: Size.mebibytes(256),
    env: { LOG_LEVEL: 'debug' },
    files: { '/etc/checkout/app.yaml': 'a: b\n' },
    secretEnv: { API_KEY: SecretKey.of('checkout', 'key') },
    secretFiles: { '/var/run/secrets/tls': ExistingSecret.of('tls', ['tls.crt', 'tls.key']) },
    args: ['-v'],
  });
  checkout.uses(db);
  const frontend = new GoMicroservice(chart, 'frontend', { image: IMAGE, replicas: 3 });
  frontend.calls(checkout, { port: 'grpc' });
  frontend.addCaller(NetworkPeer.namespace('gateway'));
  frontend.addCaller(NetworkPeer.addresses('10.0.0.0/8'));
  return Testing.synth(chart);
}

/** Services with every property and trait turned to values that nobody objects to. */
function variedShop(version: KubernetesVersion): any[] {
  const props = fc.sample(goodProps, { numRuns: 3, seed: 7 });
  const traits = fc.sample(goodTraits, { numRuns: 3, seed: 7 });
  return props.flatMap((own, i) => {
    const chart = newChart(version);
    try {
      new GoMicroservice(chart, `service-${i}`, { ...own, ...(own.replicas === undefined ? { traits: traits[i] } : {}) });
      return Testing.synth(chart);
    } catch {
      return []; // what does not go together is of no use here
    }
  });
}
