import { createHash } from 'crypto';
import { Panel, PanelQuery, PanelRow } from './panel';

/** What a dashboard shows, and of what. @internal */
export interface Dashboard {
  readonly namespace: string;
  readonly name: string;
  readonly title: string;
  readonly rows: readonly PanelRow[];
}

/** Grafana's data source is chosen on the dashboard: which it is called, nobody here knows. */
const SOURCE = { type: 'prometheus', uid: '${datasource}' };
const COLUMNS = 24;
const [WIDTH, HEIGHT] = [8, 8];

/**
 * What Grafana knows the dashboard by: at most 40 characters.
 *
 * It follows from namespace and name alone, so links hold, and two Grafanas agree. Neither has an underscore.
 *
 * @internal
 */
export function dashboardUid(namespace: string, name: string): string {
  const plain = `${namespace}_${name}`;
  return plain.length <= 40 ? plain : `${plain.slice(0, 27)}_${createHash('sha256').update(plain).digest('hex').slice(0, 12)}`;
}

/** The JSON model of Grafana 10 and newer; the same dashboard is the same bytes. @internal */
export function dashboardJson({ namespace, name, title, rows }: Dashboard): string {
  return JSON.stringify({
    uid: dashboardUid(namespace, name),
    title,
    tags: ['cdk8s-gopher', namespace],
    schemaVersion: 39,
    editable: true,
    graphTooltip: 1,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    timezone: 'browser',
    annotations: { list: [] },
    links: [],
    templating: {
      list: [{ name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus', refresh: 1, hide: 0, includeAll: false, multi: false, options: [], regex: '', current: { text: 'default', value: 'default' } }],
    },
    panels: laidOut(rows.filter(({ panels }) => panels.length > 0)),
  }, undefined, 2);
}

/** Row by row, from left to right. */
function laidOut(rows: readonly PanelRow[]): any[] {
  const all: any[] = [];
  let y = 0;
  for (const { title, panels } of rows) {
    all.push({ id: all.length + 1, type: 'row', title, collapsed: false, gridPos: { h: 1, w: COLUMNS, x: 0, y }, panels: [] });
    y += 1;
    panels.forEach((panel, i) => {
      const x = (i * WIDTH) % COLUMNS;
      if (i > 0 && x === 0) y += HEIGHT;
      all.push(panelJson(panel, all.length + 1, { h: HEIGHT, w: WIDTH, x, y }));
    });
    y += HEIGHT;
  }
  return all;
}

function panelJson({ title, description, unit, stat, queries }: Panel, id: number, gridPos: any): any {
  return {
    id,
    type: stat === undefined ? 'timeseries' : 'stat',
    title,
    description,
    datasource: SOURCE,
    gridPos,
    fieldConfig: { defaults: stat === undefined ? lines(unit) : number(unit, stat.bad), overrides: [] },
    options: stat === undefined
      ? { legend: { calcs: [], displayMode: 'list', placement: 'bottom', showLegend: true }, tooltip: { mode: 'multi', sort: 'desc' } }
      : {
        colorMode: 'value',
        graphMode: 'area',
        justifyMode: 'auto',
        orientation: 'auto',
        textMode: 'auto',
        wideLayout: true,
        showPercentChange: false,
        percentChangeColorMode: 'standard',
        reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
      },
    targets: queries.map(target),
  };
}

function lines(unit: string) {
  return { unit, min: 0, custom: { drawStyle: 'line', lineWidth: 1, fillOpacity: 10, showPoints: 'never', spanNulls: false } };
}

function number(unit: string, bad: number) {
  return { unit, thresholds: { mode: 'absolute', steps: [{ color: 'red', value: null }, { color: 'green', value: bad }] } };
}

function target({ expr, legend }: PanelQuery, i: number) {
  return { refId: String.fromCharCode('A'.charCodeAt(0) + i), datasource: SOURCE, editorMode: 'code', range: true, expr, legendFormat: legend };
}
