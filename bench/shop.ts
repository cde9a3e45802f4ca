import { ApiObject, Chart } from 'cdk8s';
import { Edge, Exposure, GoMicroservice, GopherApp, Image, LiveFiles, NetworkPeer, Platform, Port } from 'cdk8s-gopher';

/** A shop of nine objects a service, in which every tenth service is called by the nine after it. */
export function appOf(services: number, outdir?: string): GopherApp {
  const app = new GopherApp({
    outdir,
    platform: new Platform({
      registry: 'registry.example.com',
      telemetry: { endpoint: 'http://collector.observability.svc.cluster.local:4318' },
      edge: Edge.ingress({ className: 'nginx', defaultCertificate: true, callers: [NetworkPeer.namespace('ingress')] }),
    }),
  });
  let callee: GoMicroservice | undefined;
  for (let i = 0; i < services; i++) {
    const service = new GoMicroservice(new Chart(app, `service-${i}`, { namespace: 'shop' }), `service-${i}`, {
      image: Image.of(`shop/service-${i}:1.${i}.0`),
      ports: [Port.http(8080)],
      env: { REGION: 'eu' },
      files: { '/etc/service/config.yaml': `id: ${i}\n` },
      traits: [new Exposure({ host: `service-${i}.example.com` }), new LiveFiles({ files: { '/etc/service/live/flags.yaml': `on: ${i}\n` } })],
    });
    if (i % 10 === 0) callee = service;
    else service.calls(callee!);
  }
  return app;
}

/** The objects of an app, as they are written. */
export function jsonOf(app: GopherApp): any[] {
  return app.node.findAll().filter((c): c is ApiObject => c instanceof ApiObject).map((o) => o.toJson());
}
