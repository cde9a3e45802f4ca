/*
 * What the synthesis wrote into the page: `nodes`, `edges` and `explained` refer to each other by number.
 */

/**
 * @typedef {{ index: number, id: string, kind: string, name: string, namespace?: string, region: number, detail?: string, image?: string, pods?: string,
 *   ports: string[], objects: string[], traits: string[], explained: number[], problems: string[], calls: Edge[], callers: Edge[] }} GraphNode
 * @typedef {{ index: number, from: number, to: number, kind: string, port?: string, protocol?: string, only: string[], timeout?: number, maxRetries?: number,
 *   retries?: string, circuitBreaker?: string, connectionPool?: string }} Edge
 * @typedef {{ node?: number, region?: number, x: number, y: number, width: number, height: number, label: string, sub: string }} Box
 * @typedef {{ edges: number[], from: number, to: number, path: string }} Line
 * @typedef {{ id: string, title: string, width: number, height: number, lanes: { region: number, y: number, height: number }[], boxes: Box[], lines: Line[] }} View
 */

/** @type {{ regions: string[], nodes: GraphNode[], edges: Edge[], words: string[], explained: number[][], problems: string[], views: View[] }} */
const graph = JSON.parse(/** @type {HTMLElement} */ (document.getElementById('data')).textContent || '{}');

graph.nodes.forEach((node, index) => Object.assign(node, { index, calls: [], callers: [] }));
graph.edges.forEach((edge, index) => {
  edge.index = index;
  graph.nodes[edge.from].calls.push(edge);
  graph.nodes[edge.to].callers.push(edge);
});

/** Fact, value, who, rank, why, overruled. @param {number} row */
function explainedValue(row) {
  return graph.explained[row].map((word) => graph.words[word]);
}

/** @param {number} millis */
function duration(millis) {
  return millis % 1000 === 0 ? `${millis / 1000}s` : `${millis}ms`;
}

/** Port, deadline and retries of a way, in a few words. @param {Edge} edge */
function callWords(edge) {
  const { kind, port, only, timeout, maxRetries } = edge;
  return [
    ...(kind === 'exposure' ? only : []),
    ...(port === undefined ? [] : [port]),
    ...(timeout === undefined ? [] : [duration(timeout)]),
    ...(maxRetries ? [`${maxRetries} ${maxRetries === 1 ? 'retry' : 'retries'}`] : []),
  ].join(' · ');
}

/** @param {number} number @param {string} noun */
function counted(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
