const { Chart } = require('cdk8s');
const { GoMicroservice, GopherApp, Image, Port } = require('cdk8s-gopher');

const app = new GopherApp({ outdir: process.argv[2] });
const shop = new Chart(app, 'shop', { namespace: 'shop' });
const checkout = new GoMicroservice(shop, 'checkout', { image: Image.of('registry.example.com/shop/checkout:1.8.2'), ports: [Port.grpc(9090)] });
new GoMicroservice(shop, 'frontend', { image: Image.of('registry.example.com/shop/frontend:2.4.0') }).calls(checkout);
app.synth();
