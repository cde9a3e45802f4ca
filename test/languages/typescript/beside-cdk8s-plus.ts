// Constructs of cdk8s-plus beside ours. The program has a copy of its own, which is not the one that comes with us.
import { strict as assert } from 'assert';
import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart, Testing } from 'cdk8s';
import { GoMicroservice, GopherApp, Image } from 'cdk8s-gopher';
import * as kplus from 'cdk8s-plus-28';

const app = new GopherApp({ outdir: mkdtempSync(join(tmpdir(), 'beside-cdk8s-plus-')) });
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const checkout = new GoMicroservice(chart, 'checkout', { image: Image.of('registry.example.com/shop/checkout:1.8.2') });

const pods = kplus.Pods.select(chart, 'checkout-pods', { labels: checkout.selectorLabels });
new kplus.Service(chart, 'mirror', { selector: pods, ports: [{ port: 80, targetPort: 8080 }], metadata: { name: 'mirror' } });
app.synth();

const mirror = Testing.synth(chart).find((object: any) => object.metadata.name === 'mirror');
assert.deepEqual(mirror.spec.selector, { 'app.kubernetes.io/instance': 'checkout' });
