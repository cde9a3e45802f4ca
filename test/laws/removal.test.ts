import { Chart, Size } from 'cdk8s';
import * as fc from 'fast-check';
import { DatabaseEngine, ExistingSecret, ExternalService, GopherApp, Mesh, Platform, PlatformProps, PolicyEngine, Port, StatefulDatabase } from '../../src';
import { serviceIn } from '../kit';

/*
 * Who is removed from the tree leaves no trace: not at those it called, not further on, not in what the mesh is told.
 */

interface Scene {
  readonly ports: ReadonlyArray<'http' | 'grpc'>;
  /** from a service to a later one: nobody calls the first */
  readonly calls: ReadonlyArray<readonly [number, number]>;
  /** who calls something outside */
  readonly outside: readonly number[];
  /** who uses the database */
  readonly uses: readonly number[];
  readonly platform: keyof typeof PLATFORMS;
}

const PLATFORMS: { readonly [name: string]: PlatformProps } = {
  'no mesh': {}, 'Istio': { mesh: Mesh.istio() }, 'Linkerd': { mesh: Mesh.linkerd() }, 'Cilium': { policyEngine: PolicyEngine.CILIUM },
};
const PORTS = { http: Port.http(8080), grpc: Port.grpc(9090) };

const anyScene: fc.Arbitrary<Scene> = fc.integer({ min: 2, max: 4 }).chain((size) => fc.record({
  ports: fc.array(fc.constantFrom<'http' | 'grpc'>('http', 'grpc'), { minLength: size, maxLength: size }),
  calls: fc.uniqueArray(fc.tuple(fc.nat(size - 2), fc.nat(size - 2)).map(([from, more]) => [from, Math.min(size - 1, from + 1 + more)] as const), { selector: String, maxLength: 5 }),
  outside: fc.uniqueArray(fc.nat(size - 1)),
  uses: fc.uniqueArray(fc.nat(size - 1)),
  platform: fc.constantFrom(...Object.keys(PLATFORMS)),
}));

/** What is written without the first service: it was removed, or was never there. */
function written({ ports, calls, outside, uses, platform }: Scene, how: 'removed' | 'looked at and removed' | 'never there'): string {
  const app = new GopherApp({ platform: new Platform(PLATFORMS[platform]) });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const isThere = (n: number) => n > 0 || how !== 'never there';
  const services = ports.map((port, n) => (isThere(n) ? serviceIn(chart, `service-${n}`, { ports: [PORTS[port]] }) : undefined));
  const stripe = new ExternalService(chart, 'stripe', { host: 'api.stripe.com', ports: [Port.https(443)] });
  calls.forEach(([from, to]) => services[from]?.calls(services[to]!));
  outside.forEach((n) => services[n]?.calls(stripe));
  const store = new StatefulDatabase(chart, 'store', { engine: DatabaseEngine.postgres('17'), storage: Size.gibibytes(2), credentials: ExistingSecret.of('store', ['password']) });
  uses.forEach((n) => services[n]?.uses(store));
  if (how === 'looked at and removed') app.synthYaml();
  if (how !== 'never there') chart.node.tryRemoveChild('service-0');
  return app.synthYaml();
}

test.each(['removed', 'looked at and removed'] as const)('whoever is %s is as one who never was there', (how) => {
  fc.assert(fc.property(anyScene, (scene) => expect(written(scene, how)).toBe(written(scene, 'never there'))), {
    numRuns: 20, examples: Object.keys(PLATFORMS).map((platform): [Scene] => [{ ports: ['http', 'grpc', 'grpc'], calls: [[0, 1], [1, 2]], outside: [0, 2], uses: [0, 1], platform }]),
  });
});
