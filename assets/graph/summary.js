/*
 * What is told while nobody is chosen: how much there is, what is wrong, what the colours and signs mean.
 */

const KINDS = ['service', 'worker', 'job', 'operator', 'database', 'external', 'entrance', 'visitor'];

function summary() {
  const counts = KINDS.map((kind) => ({ kind, count: graph.nodes.filter((node) => node.kind === kind).length })).filter(({ count }) => count > 0);
  /** @type {[string, GraphNode | undefined][]} */
  const problems = [...graph.problems.map((text) => /** @type {[string, undefined]} */ ([text, undefined])), ...graph.nodes.flatMap((node) => node.problems.map((text) => /** @type {[string, GraphNode]} */ ([text, node])))];
  const declared = graph.edges.filter((edge) => ['call', 'use'].includes(edge.kind)).length;
  return [
    html('h2', {}, 'All of it'),
    html('p', { class: 'muted' }, `${counted(graph.nodes.length, 'node')}, ${counted(declared, 'call')}. Choose one to see what it calls, and why it is as it is.`),
    ...section('Problems', problems.length === 0 ? undefined : problemList(problems)),
    ...section('Namespaces', list(graph.regions.map((name, region) => html('li', {}, html('span', { class: `swatch ${hueOf(region)}` }), regionLink(name, region))))),
    ...section('Signs', html('ul', { class: 'plain legend' }, ...counts.map(({ kind, count }) => html('li', {},
      svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { class: 'icon', d: ICONS[kind] })), `${kind}: ${count}`)))),
    ...section('Keys', html('dl', { class: 'facts' }, ...[['/', 'find'], ['arrows', 'go to the next box'], ['Enter', 'choose it'], ['f', 'focus on it'], ['Esc', 'back'], ['+ - 0', 'zoom, see all of it']]
      .flatMap(([key, what]) => [html('dt', {}, html('kbd', {}, key)), html('dd', {}, what)]))),
  ];
}

/** @param {string} name @param {number} region */
function regionLink(name, region) {
  const nodes = graph.nodes.filter((node) => node.region === region);
  const view = graph.views.find(({ id }) => id === `in ${name}`);
  const link = view === undefined ? html('span', {}, name) : linkTo(name, () => go({ view: view.id, node: undefined, focus: false }));
  return html('span', {}, link, html('span', { class: 'muted' }, ` ${nodes.length}`));
}
