import { Chart, Size } from 'cdk8s';
import {
  Cpu, GoMicroservice, GopherApp, GoWorker, Hardening, HealthChecks, Image, ITraitHost, Namespace, NetworkPeer, ObjectOrder, Platform, Port, PortProtocol, Trait,
} from 'cdk8s-gopher';

// Buoyant's sample: a web front, two gRPC services and a bot that votes.
const app = new GopherApp({ committedDir: 'manifests', order: ObjectOrder.BY_KIND, platform: new Platform({ registry: 'registry.example.com/emojivoto', owner: 'team-emojivoto' }) });
const chart = new Chart(app, 'emojivoto', { namespace: 'emojivoto' });
new Namespace(chart, 'emojivoto');

/** The two services serve metrics on 8801, and the original has that port in the Service, too. */
class PrometheusPort extends Trait {
  public readonly traitId = 'prometheus-port';

  public bind(host: ITraitHost): void {
    host.draft.addServedPort(Port.named('prom', 8801, PortProtocol.HTTP), 'metrics, apart from the traffic');
    host.draft.addEnv('PROM_PORT', '8801', 'where the program serves metrics');
    host.draft.addIngress(NetworkPeer.namespace(host.platform.monitoringNamespace), 8801, 'metrics are scraped from there');
  }
}

const common = { cpu: Cpu.millis(100), memory: Size.mebibytes(128) };

// The programs know no gRPC health service: that the port accepts a connection must do.
const emoji = new GoMicroservice(chart, 'emoji-svc', {
  ...common, image: Image.of('emoji-svc:v11'), ports: [Port.grpc(8080)], env: { GRPC_PORT: '8080' }, traits: [HealthChecks.onPort({ port: 'grpc' }), new PrometheusPort()],
});
const voting = new GoMicroservice(chart, 'voting-svc', {
  ...common, image: Image.of('voting-svc:v11'), ports: [Port.grpc(8080)], env: { GRPC_PORT: '8080' }, traits: [HealthChecks.onPort({ port: 'grpc' }), new PrometheusPort()],
});
const web = new GoMicroservice(chart, 'web-svc', {
  ...common, image: Image.of('web:v11'), ports: [Port.http(8080).servedAs(80)], env: { WEB_PORT: '8080', INDEX_BUNDLE: 'dist/index_bundle.js' }, traits: [HealthChecks.onPort()],
});
web.calls(emoji, { envName: 'EMOJISVC_HOST' });
web.calls(voting, { envName: 'VOTINGSVC_HOST' });
web.addCaller(NetworkPeer.namespace('gateway'));

// A worker: it calls, and nobody calls it. One is enough, and it may be away.
const bot = new GoWorker(chart, 'vote-bot', {
  image: Image.of('web:v11'),
  args: ['emojivoto-vote-bot'],
  cpu: Cpu.millis(10),
  memory: Size.mebibytes(64),
  replicas: 1,
  without: [HealthChecks.ID, 'availability'],
  traits: [new Hardening({ writable: { '/tmp': Size.mebibytes(16) } })],
});
bot.calls(web, { envName: 'WEB_HOST' });

app.synth();
