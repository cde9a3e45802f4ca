import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/** An app's charts and their objects, each in the order they are to be applied. @internal */
export interface Ordered {
  readonly charts: ReadonlyArray<{ readonly chart: Chart; readonly objects: ApiObject[] }>;
  /** whether charts depend on each other: file names then carry a number */
  readonly numbered: boolean;
  /** a cycle of dependencies, as paths, if there is one */
  readonly cycle?: string[];
}

type Edges = Map<IConstruct, Set<IConstruct>>;

/**
 * The stock App's order in time linear in constructs and dependencies.
 *
 * The stock App walks every path through the dependency graph, which is exponential
 * in layered graphs, and does it once per chart. Here every construct is visited
 * once; the result is the same, as a construct that was visited before adds nothing.
 *
 * @internal
 */
export function orderOf(app: IConstruct): Ordered {
  const all = app.node.findAll();
  const edges: Edges = new Map();
  for (const construct of all) {
    const dependencies = construct.node.dependencies;
    if (dependencies.length > 0) edges.set(construct, new Set(dependencies));
  }
  const numbered = spreadToChartsAndObjects(all, edges);

  const topology = sorted(all, edges);
  if (topology.cycle) return { charts: [], numbered, cycle: topology.cycle };

  const charts = topology.order.filter((c): c is Chart => Chart.isChart(c));
  const members = membersOf(all);
  return {
    numbered,
    charts: charts.map((chart) => ({ chart, objects: objectsOf(chart, members.get(chart) ?? [], edges) })),
  };
}

/** Dependencies between constructs become dependencies between their charts and objects. */
function spreadToChartsAndObjects(all: IConstruct[], edges: Edges): boolean {
  let numbered = false;
  for (const parent of all.filter((c) => Chart.isChart(c))) {
    for (const child of parent.node.children.filter((c) => Chart.isChart(c))) {
      add(edges, parent, child);
      numbered = true;
    }
  }
  if (edges.size === 0) return false;
  for (const [source, target] of pairs(edges)) {
    const [sourceChart, targetChart] = [Chart.of(source), Chart.of(target)];
    if (sourceChart !== targetChart) {
      add(edges, sourceChart, targetChart);
      numbered = true;
    }
  }
  for (const [source, target] of pairs(edges)) {
    const [sources, targets] = [ownObjects(source), ownObjects(target)];
    for (const t of targets) for (const s of sources) if (s !== t) add(edges, s, t);
  }
  return numbered;
}

/** The objects below a construct that belong to its own chart. */
function ownObjects(construct: IConstruct): IConstruct[] {
  const chart = Chart.of(construct);
  return construct.node.findAll().filter((c) => c instanceof ApiObject && Chart.of(c) === chart);
}

/** The constructs below every chart, nested charts included, in the order of the tree. */
function membersOf(all: IConstruct[]): Map<Chart, IConstruct[]> {
  const members = new Map<Chart, IConstruct[]>();
  const open: Chart[] = [];
  for (const construct of all) {
    while (open.length > 0 && !isWithin(construct, open[open.length - 1])) open.pop();
    if (Chart.isChart(construct)) open.push(construct);
    for (const chart of open) {
      const list = members.get(chart);
      if (list) list.push(construct);
      else members.set(chart, [construct]);
    }
  }
  return members;
}

function isWithin(construct: IConstruct, chart: Chart): boolean {
  for (let at: IConstruct | undefined = construct; at; at = at.node.scope) if (at === chart) return true;
  return false;
}

/** The objects of a chart, without those of charts nested in it. */
function objectsOf(chart: Chart, members: IConstruct[], edges: Edges): ApiObject[] {
  return sorted(members, edges).order.filter((c): c is ApiObject => c instanceof ApiObject && c.chart === chart);
}

/** Depth first, dependencies before dependents, in the order of the list otherwise. */
function sorted(list: IConstruct[], edges: Edges): { order: IConstruct[]; cycle?: string[] } {
  const inList = new Set(list);
  const targets = new Set<IConstruct>();
  for (const construct of edges.size === 0 ? [] : list) {
    for (const target of edges.get(construct) ?? []) if (inList.has(target)) targets.add(target);
  }
  if (targets.size === 0) return { order: numbersFirst(list) };

  const done = new Set<IConstruct>();
  const underway: IConstruct[] = [];
  const order: IConstruct[] = [];
  let cycle: string[] | undefined;
  const visit = (construct: IConstruct) => {
    if (done.has(construct) || cycle) return;
    if (underway.includes(construct)) {
      cycle = [...underway.slice(underway.indexOf(construct)), construct].map((c) => c.node.path);
      return;
    }
    underway.push(construct);
    for (const target of edges.get(construct) ?? []) if (inList.has(target)) visit(target);
    underway.pop();
    done.add(construct);
    order.push(construct);
  };
  const ordered = numbersFirst(list);
  ordered.filter((c) => !targets.has(c)).forEach(visit); // nobody depends on these
  ordered.forEach(visit); // reached only where there is a cycle
  return { order, cycle };
}

/** The stock App keeps constructs in a plain object by path, where whole numbers come first. */
function numbersFirst(list: IConstruct[]): IConstruct[] {
  const isNumber = (c: IConstruct) => /^(0|[1-9][0-9]{0,8})$/.test(c.node.id) && !c.node.scope?.node.scope;
  const numbers = list.filter(isNumber);
  return numbers.length === 0 ? list
    : [...numbers.sort((a, b) => Number(a.node.id) - Number(b.node.id)), ...list.filter((c) => !isNumber(c))];
}

function pairs(edges: Edges): Array<[IConstruct, IConstruct]> {
  return [...edges].flatMap(([source, targets]) => [...targets].map((target): [IConstruct, IConstruct] => [source, target]));
}

function add(edges: Edges, source: IConstruct, target: IConstruct): void {
  const targets = edges.get(source);
  if (targets) targets.add(target);
  else edges.set(source, new Set([target]));
}
