import { Chart, Duration, Size } from 'cdk8s';
import {
  AccessRights, Backlog, DatabaseEngine, DebugMode, Delivery, Edge, EventScaling, Exposure, ExternalSecret, GoCronJob, GoDaemon, GoMicroservice, GoWorker, GopherApp, Grant, HardSpread,
  Hook, Image, InitStep, ITrait, KubernetesVersion, LifecycleHooks, LiveFiles, MigrationStep, Monitoring, Mount, NameLookup, NetworkPeer, NodeRule, Placement, Platform, PlatformProps,
  PodResources, ProgressiveDelivery, RunAlerts, ScalingTrigger, Schedule, ServiceAccess, Sidecar, StatefulDatabase, TokenProjection, UserNamespace, VaultAgent, VerticalScaling, Volume,
  WorkloadIdentity,
} from '../../../src';

const IMAGE = Image.of('registry.example.com/shop/program:1.8.2');
const TOOL = Image.of('registry.example.com/infra/tool:1.2.3');
const EDGE = Edge.gateway({ name: 'public', namespace: 'gateways', listener: 'https' });

/** Every trait that is not given without asking, with as little said as can be. */
export function everyTrait(platform: (props?: PlatformProps) => Platform): GopherApp {
  const app = new GopherApp({ platform: platform({ kubernetesVersion: KubernetesVersion.of('1.37'), edge: EDGE }), outdir: '/nowhere' });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const service = (name: string, ...traits: ITrait[]) => new GoMicroservice(chart, name, { image: IMAGE, traits });
  service('reached', new Exposure({ host: 'shop.example.com' }), new Monitoring(), ServiceAccess.withinCluster());
  service('placed', new Placement({ require: [NodeRule.architecture('arm64')] }), new HardSpread({ zones: 3 }), new UserNamespace(), new PodResources({ memory: Size.gibibytes(1) }));
  service('containers', new Sidecar('tool', { image: TOOL }), new InitStep('prepare', { image: TOOL }), new LifecycleHooks({ postStart: Hook.exec(['/warm']) }), new DebugMode({ inProduction: true }));
  service('configured', new LiveFiles({ files: { '/etc/live/flags.yaml': 'on: true\n' } }), new Mount('/cache', Volume.ephemeral(Size.gibibytes(1))), new NameLookup({ ndots: 2 }));
  service('entitled', new AccessRights({ grants: [Grant.read('core', 'configmaps')] }), WorkloadIdentity.awsPodIdentity(), new TokenProjection({ tokens: [{ audience: 'vault' }] }));
  service('vaulted', new VaultAgent({ role: 'shop', secrets: { STRIPE_API_KEY: 'secret/data/shop/stripe#api-key' } }));
  service('recreated', Delivery.recreate('the ledger may have one writer'));
  const trigger = ScalingTrigger.kafka({ brokers: ['kafka.messaging.svc.cluster.local:9092'], consumerGroup: 'mailer', topic: 'orders', backlog: Backlog.perPod(10) });
  new GoWorker(chart, 'fed', { image: IMAGE, traits: [new EventScaling({ triggers: [trigger] }), new Monitoring()] });
  new GoDaemon(chart, 'sized', { image: IMAGE, traits: [new VerticalScaling()] });
  new GoCronJob(chart, 'watched', { image: IMAGE, schedule: Schedule.daily(3, 30), traits: [new RunAlerts({ after: Duration.hours(30) })] });
  const database = new StatefulDatabase(chart, 'orders', { engine: DatabaseEngine.postgres('17'), storage: Size.gibibytes(20), credentials: ExternalSecret.generated(chart, 'orders-credentials') });
  const migrated = service('migrated', new MigrationStep({ image: IMAGE, database }));
  migrated.uses(database);
  for (const [name, progressiveDelivery] of Object.entries({ argo: ProgressiveDelivery.argoRollouts(), flagger: ProgressiveDelivery.flagger() })) {
    const at = new Chart(app, name, { namespace: name });
    new Platform({ progressiveDelivery, edge: Edge.gateway({ name: 'public', namespace: 'gateways', callers: [NetworkPeer.namespace('gateways')] }) }).applyTo(at);
    new GoMicroservice(at, name, { image: IMAGE, traits: [name === 'argo' ? Delivery.canary() : Delivery.blueGreen()] });
  }
  return app;
}
