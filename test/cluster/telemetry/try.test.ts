import { writeFileSync } from 'fs';
import { Chart, Duration, Testing, Yaml } from 'cdk8s';
import { CollectorMode, Environment, GoMicroservice, Image, JaegerTracing, Manifest, Manifests, Namespace, NetworkPeer, Percent, Platform, SamplingPolicy, TelemetryCollector, TelemetryExporter, ZipkinTracing } from '../../../src';
import { standardBook } from '../../../src/rules/standard-book';

test.each(Object.values(CollectorMode))('%s', (mode) => {
  for (const more of [{}, { tailSampling: { keep: [SamplingPolicy.errors(), SamplingPolicy.slowerThan(Duration.millis(500)), SamplingPolicy.share(Percent.of(5))] } }, { podAttributes: true, receivesZipkin: true }, { atNodeAddress: true }]) {
    if (mode === CollectorMode.DAEMON_SET ? 'tailSampling' in more : 'atNodeAddress' in more) continue;
    const app = Testing.app();
    new Platform({ telemetry: TelemetryCollector.endpointIn('observability', { mode, sampleRatio: 1 }), environment: Environment.STAGING }).applyTo(app);
    const chart = new Chart(app, 'o', { namespace: 'observability' });
    new Namespace(chart, 'observability', { podSecurity: 'atNodeAddress' in more ? 'privileged' : 'restricted' });
    const c = new TelemetryCollector(chart, 'collector', { mode, exporters: [TelemetryExporter.otlpHttp('vendor', 'https://otlp.eu.example.com')], ...more });
    c.exportsTo(new JaegerTracing(chart, 'jaeger'));
    c.exportsTo(new ZipkinTracing(chart, 'zipkin'));
    const shop = new Chart(app, 's', { namespace: 'shop' });
    new GoMicroservice(shop, 'checkout', { image: Image.of('registry.example.com/shop/checkout:1.8.2') });
    const bill = new Chart(app, 'b', { namespace: 'billing' });
    new GoMicroservice(bill, 'bill', { image: Image.of('registry.example.com/shop/checkout:1.8.2') });
    const objects = [chart, shop, bill].flatMap((x) => Testing.synth(x));
    writeFileSync(`/tmp/colprobe/${mode}-${Object.keys(more).join('-')}.yaml`, objects.map((o) => Yaml.stringify(o)).join('---\n'));
    const manifests = objects.map((object) => Manifest.of(object, { kubernetesMinor: 33 }));
    console.log(mode, Object.keys(more), standardBook().verify(Manifests.of(manifests)).map(String).join('\n'), c.problems().map(String));
    void NetworkPeer;
  }
});
