import { Duration, Size } from 'cdk8s';
import * as fc from 'fast-check';
import {
  Autoscaling, Availability, Cpu, Environment, ExistingSecret, GoMicroserviceProps, GoRuntime, GoVersion, GracefulDrain, Hardening, HealthChecks, Image,
  ITrait, ITraitHost, KubernetesVersion, Mesh, Metadata, NetworkPeer, Percent, PlatformProps, PodAmount, PolicyEngine, Port, PortProtocol, Rollout, SecretKey, Trait,
} from '../../src';
import { IMAGE } from '../kit';

/** Numbers as they come out of a program with a mistake. */
export const anyNumber = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 0.5, 2, 80, 1023, 1024, 8080, 65535, 65536, 1e9, 2 ** 31, 2 ** 53, 1e308, -1e308, Number.NaN, Infinity, -Infinity, Number.MIN_VALUE),
  fc.integer(),
  fc.double(),
);

/** Texts as they come out of a form, a file or a mistake. */
export const anyText = fc.oneof(
  fc.constantFrom('', ' ', 'a', 'app', '-', '.', '..', '/', '//', ':', '@', '$(', '$(A)', '$$(A)', '\n', '\0', '\ud800', 'ü', '😀', '__proto__', 'constructor', 'x'.repeat(300), 'latest'),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 70 }),
);

/** cdk8s itself refuses negative amounts, so there is no way to pass one on. */
const positive = anyNumber.map((n) => (n < 0 ? -n : n));
export const anyDuration = fc.oneof(positive.map((n) => Duration.seconds(n)), positive.map((n) => Duration.millis(n)), fc.constant(Duration.days(400)));
export const anySize = fc.oneof(positive.map((n) => Size.mebibytes(n)), positive.map((n) => Size.kibibytes(n)), positive.map((n) => Size.gibibytes(n)));
export const anyCpu = fc.oneof(anyNumber.map((n) => Cpu.millis(n)), anyNumber.map((n) => Cpu.units(n)));
export const anyAmount = fc.oneof(anyNumber.map((n) => PodAmount.count(n)), anyNumber.map((n) => PodAmount.percent(n)));
export const anyPort = fc.tuple(anyText, anyNumber, fc.constantFrom(...Object.values(PortProtocol))).map(([name, n, p]) => Port.named(name, n, p));
export const anyImage = anyText.map((text) => Image.of(text));
export const anyPeer = fc.oneof(
  anyText.map((text) => NetworkPeer.namespace(text)),
  anyText.map((text) => NetworkPeer.addresses(text)),
  fc.tuple(fc.dictionary(anyText, anyText), fc.option(anyText, { nil: undefined })).map(([labels, namespace]) => NetworkPeer.pods(labels, namespace)),
  fc.constant(NetworkPeer.anywhere()),
);
export const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined });

export const anyTrait: fc.Arbitrary<ITrait> = fc.oneof(
  fc.record({ minReplicas: maybe(anyNumber), maxReplicas: maybe(anyNumber), cpu: maybe(anyNumber.map((n) => Percent.of(n))), scaleDownAfter: maybe(anyDuration) })
    .map((p) => new Autoscaling(p)),
  fc.record({ maxUnavailable: maybe(anyAmount) }).map((p) => new Availability(p)),
  fc.record({ burstFactor: maybe(anyNumber), cgo: fc.boolean(), goVersion: maybe(anyText.map((t) => GoVersion.of(t))) }).map((p) => new GoRuntime(p)),
  fc.record({ delay: maybe(anyDuration), timeout: maybe(anyDuration), flush: maybe(anyDuration) }).map((p) => new GracefulDrain(p)),
  fc.record({ user: maybe(anyNumber), group: maybe(anyNumber), writable: maybe(fc.dictionary(anyText, anySize)) }).map((p) => new Hardening(p)),
  fc.record({ adminPort: maybe(anyNumber), livePath: maybe(anyText), readyPath: maybe(anyText), startupBudget: maybe(anyDuration) }).map((p) => new HealthChecks(p)),
  fc.record({ service: maybe(anyText), startupBudget: maybe(anyDuration) }).map((p) => HealthChecks.overGrpc(p)),
  fc.record({ partOf: maybe(anyText), component: maybe(anyText), owner: maybe(anyText) }).map((p) => new Metadata(p)),
  fc.record({
    maxSurge: maybe(anyAmount), maxUnavailable: maybe(anyAmount), minReady: maybe(anyDuration), progressDeadline: maybe(anyDuration), revisionHistory: maybe(anyNumber),
  }).map((p) => new Rollout(p)),
);

/** Whatever the types let through. */
export const anyProps: fc.Arbitrary<GoMicroserviceProps> = fc.record({
  image: anyImage,
  ports: maybe(fc.array(anyPort, { maxLength: 3 })),
  replicas: maybe(anyNumber),
  cpu: maybe(anyCpu),
  cpuLimit: maybe(anyCpu),
  memory: maybe(anySize),
  env: maybe(fc.dictionary(anyText, anyText)),
  files: maybe(fc.dictionary(fc.oneof(anyText, anyText.map((t) => `/etc/app/${t}`)), anyText)),
  secretEnv: maybe(fc.dictionary(anyText, fc.tuple(anyText, anyText).map(([s, k]) => SecretKey.of(s, k)))),
  secretFiles: maybe(fc.dictionary(anyText, fc.tuple(anyText, fc.array(anyText, { maxLength: 3 })).map(([s, keys]) => ExistingSecret.of(s, keys)))),
  args: maybe(fc.array(anyText, { maxLength: 3 })),
  goVersion: maybe(anyText.map((t) => GoVersion.of(t))),
  traits: maybe(fc.array(anyTrait, { maxLength: 4 })),
  without: maybe(fc.array(anyText, { maxLength: 2 })),
});

export const anyVersion = fc.constantFrom(...KubernetesVersion.supported);

export const anyPlatform: fc.Arbitrary<PlatformProps> = fc.record({
  kubernetesVersion: fc.oneof(anyVersion, anyText.map((t) => KubernetesVersion.of(t))),
  environment: fc.constantFrom(...Object.values(Environment)),
  registry: maybe(anyText),
  imagePullSecrets: maybe(fc.array(anyText, { maxLength: 2 })),
  imagePolicy: maybe(fc.record({ allowMovingTags: fc.boolean(), requireDigest: fc.boolean(), registries: maybe(fc.array(anyText, { maxLength: 2 })) })),
  owner: maybe(anyText),
  labels: maybe(fc.dictionary(anyText, anyText, { maxKeys: 2 })),
  cpu: maybe(anyCpu),
  memory: maybe(anySize),
  telemetry: maybe(fc.record({ endpoint: fc.oneof(anyText, fc.constant('http://otel.obs:4318')), protocol: maybe(anyText), sampleRatio: maybe(anyNumber) })),
  monitoringNamespace: maybe(anyText),
  dns: maybe(fc.array(anyPeer, { maxLength: 2 })),
  dnsPort: maybe(anyNumber),
  clusterDomain: maybe(anyText),
  mesh: maybe(fc.oneof(
    fc.record({ revision: maybe(anyText), namespace: maybe(anyText), trustDomain: maybe(anyText), memberNamespaces: maybe(fc.array(anyText, { maxLength: 2 })) }).map((p) => Mesh.istio(p)),
    fc.record({ namespace: maybe(anyText), trustDomain: maybe(anyText), memberNamespaces: maybe(fc.array(anyText, { maxLength: 2 })) }).map((p) => Mesh.linkerd(p)),
  )),
  policyEngine: maybe(fc.constantFrom(...Object.values(PolicyEngine))),
});

/** A trait of a user, with an id of its own, that writes into one variable, label and opening each. */
export class Note extends Trait {
  constructor(public readonly traitId: string, private readonly text: string) {
    super();
  }

  public bind(host: ITraitHost) {
    host.draft.addEnv(`NOTE_${this.traitId.toUpperCase()}`, this.text, 'noted');
    host.draft.addEnv('NOTE', this.text, 'noted');
    host.draft.addLabel(`note-${this.traitId}`, this.text, 'noted');
    host.draft.addEgress(NetworkPeer.namespace(this.text), 80, 'noted');
    host.draft.addScratch(`/var/${this.traitId}`, Size.mebibytes(1), 'noted');
  }
}

/** Traits of different ids that nobody objects to; two notes may still contradict each other. */
export const goodTraits: fc.Arbitrary<ITrait[]> = fc.tuple(
  fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 60 }), fc.boolean(), fc.integer({ min: 1, max: 65535 }), fc.constantFrom('x', 'y'), fc.constantFrom('x', 'y'),
).map(([n, seconds, cgo, user, first, second]) => [
  new Autoscaling({ minReplicas: n }),
  new Availability({ maxUnavailable: PodAmount.count(n - 1) }),
  new GoRuntime({ cgo }),
  new GracefulDrain({ timeout: Duration.seconds(seconds) }),
  new Hardening({ user }),
  new HealthChecks({ startupBudget: Duration.seconds(seconds) }),
  new Metadata({ component: first }),
  new Rollout({ maxSurge: PodAmount.count(n) }),
  new Note('a', first),
  new Note('b', second),
]);

/** A service that nobody objects to. */
export const goodProps: fc.Arbitrary<GoMicroserviceProps> = fc.record({
  image: fc.constantFrom(IMAGE, Image.of(`shop/checkout@sha256:${'0'.repeat(64)}`)),
  ports: fc.constantFrom([Port.http(8080)], [Port.grpc(9090)], [Port.http(8080), Port.grpc(9090)], []),
  replicas: maybe(fc.integer({ min: 2, max: 50 })),
  cpu: maybe(fc.integer({ min: 1, max: 8000 }).map((n) => Cpu.millis(n))),
  memory: maybe(fc.integer({ min: 64, max: 65536 }).map((n) => Size.mebibytes(n))),
  env: maybe(fc.dictionary(fc.stringMatching(/^[A-Z]{1,8}_X$/), fc.string())),
  files: maybe(fc.dictionary(fc.stringMatching(/^\/etc\/[a-z]{1,3}\/[a-z]{1,8}\.yaml$/), fc.string())),
});
