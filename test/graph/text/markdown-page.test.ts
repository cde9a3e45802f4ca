import { Chart } from 'cdk8s';
import { Edge, GopherApp, NetworkPeer, Platform, ServiceGraph } from '../../../src';
import { serviceIn } from '../../kit';

function page(): string {
  const app = new GopherApp({ platform: new Platform({ edge: Edge.gateway({ name: 'public', namespace: 'gateways' }) }) });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const [frontend, checkout] = [serviceIn(chart, 'frontend', { env: { 'bad|name <b>': 'x' } }), serviceIn(chart, 'checkout')];
  frontend.calls(checkout);
  frontend.exposeAt('shop.example.com');
  checkout.addCaller(NetworkPeer.namespace('batch'));
  return ServiceGraph.of(app).toMarkdown();
}

test('the page has a diagram, and tables of workloads, calls, entrances and open ways', () => {
  expect([...page().matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(['Problems', 'Workloads', 'Calls', 'From outside', 'Open by hand']);
  expect(page()).toContain('| shop/frontend | shop/checkout | http 8080 |  | 10s | 2 on connect-failure, refused, unavailable; 3s a try, at most 20% of all calls | open for 5s after 5 failures in a row |');
  expect(page()).toContain('| shop.example.com | shop/frontend | http 8080 | / |');
  expect(page()).toContain('| namespace batch | shop/checkout | 8080 |');
});

test('texts are only text in it', () => {
  expect(page()).toContain('bad\\|name &lt;b\\>');
});

test('every row of a table has as many cells as its head', () => {
  const rows = page().split('\n').filter((line) => line.startsWith('|')).map((line) => line.replace(/\\\|/g, '').split('|').length);
  expect(new Set(rows)).toEqual(new Set([4, 5, 6, 7, 9].filter((n) => rows.includes(n))));
});
