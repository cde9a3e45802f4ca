import { Dashboards, Platform } from '../../src';

const slugsOf = (dashboards: Dashboards) => new Platform({ monitoring: { dashboards } })._flaws().map((f) => f.slug);

test('Grafana finds dashboards as its charts and its operator have it', () => {
  expect(Dashboards.sidecar()._way).toEqual({ kind: 'sidecar', label: 'grafana_dashboard', value: '1', folder: undefined });
  expect(Dashboards.grafanaOperator()._way).toEqual({ kind: 'operator', instance: { dashboards: 'grafana' }, folder: undefined });
  expect([Dashboards.sidecar(), Dashboards.grafanaOperator()].map(String)).toEqual(['ConfigMaps with the label grafana_dashboard', 'GrafanaDashboards']);
});

test.each<[string, Dashboards, string[]]>([
  ['all that is usual', Dashboards.sidecar({ label: 'example.com/dashboard', value: '', folder: 'Services of the shop' }), []],
  ['a label that is none', Dashboards.sidecar({ label: 'no label' }), ['label/bad-key']],
  ['a value that is none', Dashboards.sidecar({ value: 'no value!' }), ['label/bad-value']],
  ['a Grafana without labels: none would be found', Dashboards.grafanaOperator({ instance: {} }), ['dashboards/no-instance']],
  ['a label of the Grafana that is none', Dashboards.grafanaOperator({ instance: { 'no label': 'x' } }), ['label/bad-key']],
  ['an empty folder', Dashboards.sidecar({ folder: '' }), ['dashboards/bad-folder']],
  ['a folder of two lines', Dashboards.grafanaOperator({ folder: 'a\nb' }), ['dashboards/bad-folder']],
])('%s', (_, dashboards, slugs) => {
  expect(slugsOf(dashboards)).toEqual(slugs);
});
