/*
 * All that is known of one node.
 */

/** @param {GraphNode} node */
function detailsOf(node) {
  const focus = html('button', { type: 'button', id: 'focus', title: 'f' }, 'Focus');
  focus.addEventListener('click', () => go({ node: node.id, focus: true }));
  const close = html('button', { type: 'button', title: 'Esc' }, 'Close');
  close.addEventListener('click', () => go({ node: undefined, focus: false }));
  return [
    html('h2', {}, node.name),
    html('p', { class: 'muted' }, [node.kind, node.namespace, node.detail === node.name ? '' : node.detail].filter(Boolean).join(' · ')),
    html('div', { class: 'buttons' }, focus, close),
    problemList(node.problems.map((text) => [text, undefined])),
    ...section('Called by', ways(node.callers, (edge) => graph.nodes[edge.from])),
    ...section('Calls', ways(node.calls, (edge) => graph.nodes[edge.to])),
    ...section('Program', facts({ Image: node.image, Pods: node.pods, Ports: node.ports.join(', ') })),
    ...section('Objects', list(node.objects.map((object) => html('li', { class: 'code' }, object)))),
    ...section('Traits', node.traits.length === 0 ? undefined : html('div', { class: 'chips' }, ...node.traits.map((trait) => html('span', { class: 'chip' }, trait)))),
    ...section('Why it is so', explained(node.explained.map(explainedValue))),
  ];
}

/** @param {string} title @param {Element | undefined} content */
function section(title, content) {
  return content === undefined ? [] : [html('h3', {}, title), content];
}

/** @param {HTMLLIElement[]} items */
function list(items) {
  return items.length === 0 ? undefined : html('ul', { class: 'plain' }, ...items);
}

/** @param {Edge[]} edges @param {(edge: Edge) => GraphNode} otherOf */
function ways(edges, otherOf) {
  if (edges.length === 0) return undefined;
  return html('ul', { class: 'plain ways' }, ...edges.map((edge) => {
    const other = otherOf(edge);
    const noRules = edge.timeout === undefined;
    return html('li', {},
      linkTo(other.name, () => pick(other)),
      html('span', { class: 'muted' }, ` ${[other.namespace, other.kind].filter(Boolean).join(' · ')}`),
      facts({
        Port: [edge.port, edge.protocol].filter(Boolean).join(' ') || 'any',
        Only: edge.only.join(', '),
        Deadline: noRules ? '' : duration(edge.timeout ?? 0),
        Retries: edge.retries ?? (noRules ? '' : 'none'),
        Breaker: edge.circuitBreaker ?? (noRules ? '' : 'none'),
        Pool: edge.connectionPool,
        Declared: edge.kind === 'opening' ? 'only as an open way' : '',
      }) ?? '');
  }));
}

/** @param {{ [name: string]: string | undefined }} said */
function facts(said) {
  const known = Object.entries(said).filter(([, value]) => value);
  return known.length === 0 ? undefined : html('dl', { class: 'facts' }, ...known.flatMap(([name, value]) => [html('dt', {}, name), html('dd', {}, value ?? '')]));
}

/** @param {[string, GraphNode | undefined][]} problems */
function problemList(problems) {
  return html('ul', { class: 'problems' }, ...problems.map(([text, node]) => html('li', {}, ...(node === undefined ? [] : [linkTo(node.name, () => pick(node)), ': ']), text)));
}

/** What explain() says, to be sifted. @param {string[][]} rows */
function explained(rows) {
  if (rows.length === 0) return undefined;
  const sift = html('input', { id: 'sift', type: 'text', placeholder: `${counted(rows.length, 'fact')}: sift by name, value, who`, 'aria-label': 'Sift the facts', autocomplete: 'off', spellcheck: 'false' });
  const body = html('tbody', {});
  const fill = () => {
    const wanted = sift.value.toLowerCase();
    body.replaceChildren(...rows.filter((row) => row.some((cell) => cell.toLowerCase().includes(wanted))).map(explainedRow));
  };
  sift.addEventListener('input', fill);
  fill();
  return html('div', {}, sift, html('table', { class: 'explained' }, html('thead', {}, html('tr', {}, html('th', {}, 'Fact'), html('th', {}, 'Value, who set it, why'))), body));
}

/** @param {string[]} row */
function explainedRow([fact, value, who, rank, why, overruled]) {
  const reason = [`${who} (${rank})`, why, overruled && `instead of ${overruled}`].filter(Boolean).join(': ');
  return html('tr', {}, html('td', {}, html('code', {}, fact)), html('td', {}, html('span', { class: 'code' }, value), html('div', { class: 'who' }, reason)));
}
