import { Chart } from 'cdk8s';
import { GopherApp, ServiceGraph } from '../../../src';
import { MermaidIds, quotedLabel } from '../../../src/graph/text/mermaid-names';
import { serviceIn, shop } from '../../kit';
import { largeShop } from '../large-shop';

describe('a Mermaid diagram', () => {
  test('has namespaces as boxes, nodes by kind, and calls with port, deadline and retries', () => {
    const it = shop();
    it.checkout.calls(it.service('payments'));
    expect(ServiceGraph.of(it.chart.node.root).toMermaid()).toBe([
      'flowchart LR',
      '  subgraph n_region_shop["shop"]',
      '    n_shop_checkout["checkout"]',
      '    n_shop_payments["payments"]',
      '  end',
      '  n_shop_checkout -->|"http 8080, 10s, 2 retries"| n_shop_payments',
      '',
    ].join('\n'));
  });

  test('marks what has a problem', () => {
    expect(ServiceGraph.of(shop({ env: { 'bad name': 'x' } }).chart.node.root).toMermaid()).toContain('class n_shop_checkout broken');
  });

  test('of an empty app is one, too', () => {
    expect(ServiceGraph.of(new GopherApp()).toMermaid()).toBe('flowchart LR\n');
  });

  test('joins two calls of one pair to one line', () => {
    const it = shop();
    const mail = it.service('mail', { ports: [...it.checkout.ports, serviceIn(it.chart, 'other').ports[0].servedAs(80)].slice(0, 1) });
    it.checkout.calls(mail);
    it.checkout.calls(mail, { envName: 'OTHER_URL' });
    expect(ServiceGraph.of(it.chart.node.root).toMermaid().match(/-->/g)).toHaveLength(1);
  });

  test.each([
    ['quotes and brackets', 'a"] --> b', '"a#34;#93; --#62; b"'],
    ['markup', '<script>', '"#60;script#62;"'],
    ['Mermaid\'s own entities and comments', '#quot; %%', '"#35;quot#59; %%"'],
    ['Markdown strings', '`*bold*`', '"#96;#42;bold#42;#96;"'],
    ['new lines', 'a\nb', '"a b"'],
    ['other scripts', 'prüfung 支付', '"prüfung 支付"'],
  ])('has %s as text only', (_, text, label) => {
    expect(quotedLabel(text)).toBe(label);
  });

  test('gives no two nodes one id, and none a word of Mermaid\'s', () => {
    const ids = new MermaidIds();
    const given = ['a/b', 'a-b', 'a b', 'end', 'a_b_2'].map((id) => ids.of(id));
    expect(new Set(given).size).toBe(5);
    expect(given.every((id) => /^n_[A-Za-z0-9_]+$/.test(id))).toBe(true);
    expect(ids.of('a/b')).toBe(given[0]);
  });
});

describe('of a large graph', () => {
  const graph = ServiceGraph.of(largeShop(120));
  const diagrams = [...graph.toMarkdown().matchAll(/## (.*)\n\n```mermaid\n([^]*?)```/g)].map(([, title, text]) => ({ title, text }));

  test('the one diagram is that of the namespaces', () => {
    expect(graph.toMermaid()).toBe(diagrams[0].text);
    expect(graph.toMermaid()).toContain('n_checkout["checkout<br/>');
  });

  test('each namespace has a diagram of its own, with the others as one box each', () => {
    expect(diagrams.map(({ title }) => title)).toEqual(expect.arrayContaining(['Overview', 'checkout', 'payments', 'outside']));
    const checkout = diagrams.find(({ title }) => title === 'checkout')!.text;
    expect(checkout).toContain('["checkout-api"]');
    expect(checkout).toContain('n_payments["payments<br/>');
    expect(checkout).not.toContain('catalog-api');
  });

  test('every node is in one of them', () => {
    const all = diagrams.map(({ text }) => text).join();
    expect(graph.nodes.filter(({ name }) => !all.includes(quotedLabel(name).slice(1, -1))).map(({ id }) => id)).toEqual([]);
  });

  test('no diagram is larger than Mermaid draws, also where one namespace has all', () => {
    const app = new GopherApp();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const all = Array.from({ length: 130 }, (_, i) => serviceIn(chart, `s${i}`));
    all.forEach((service, i) => all.slice(i + 1, i + 12).forEach((other) => service.calls(other)));
    const page = ServiceGraph.of(app).toMarkdown();
    const texts = [...page.matchAll(/```mermaid\n([^]*?)```/g)].map(([, text]) => text);
    expect(texts).toHaveLength(4);
    texts.forEach((text) => expect([text.length < 50_000, (text.match(/-->/g) ?? []).length <= 400]).toEqual([true, true]));
    expect(page).toMatch(/[0-9]+ more ways would not be read in a picture/);
  });
});
