/*
 * A view as SVG: lanes, lines, boxes.
 */

/** What is drawn in each box, 16 by 16. */
const ICONS = /** @type {{ [kind: string]: string }} */ ({
  service: 'M2.5 4.5h11v3h-11zM2.5 9.5h11v3h-11zM5 6h.01M5 11h.01',
  worker: 'M8 5.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 0 0 0-5.6M8 2v2M8 12v2M2 8h2M12 8h2M3.8 3.8l1.4 1.4M10.8 10.8l1.4 1.4M3.8 12.2l1.4-1.4M10.8 5.2l1.4-1.4',
  job: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11M8 5v3.2l2.2 1.6',
  operator: 'M8 2l5.2 3v6L8 14l-5.2-3V5zM8 6.2a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 0 0 0-3.6',
  database: 'M3 4c0-1.1 2.2-2 5-2s5 .9 5 2v8c0 1.1-2.2 2-5 2s-5-.9-5-2zM3 4c0 1.1 2.2 2 5 2s5-.9 5-2M3 8c0 1.1 2.2 2 5 2s5-.9 5-2',
  external: 'M4.5 12.5h7a2.8 2.8 0 0 0 .5-5.5a4 4 0 0 0-7.7-.8a3.2 3.2 0 0 0 .2 6.3z',
  entrance: 'M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 0 0 0-11.6M2.4 8h11.2M8 2.2c2.4 2 2.4 9.6 0 11.6M8 2.2c-2.4 2-2.4 9.6 0 11.6',
  visitor: 'M8 3a2.4 2.4 0 1 0 0 4.8a2.4 2.4 0 0 0 0-4.8M3 13.5c.4-2.8 2.4-4 5-4s4.6 1.2 5 4',
  region: 'M3 3h4v4H3zM9 3h4v4H9zM3 9h4v4H3zM9 9h4v4H9z',
});

/** So many lines in one picture are faint until something is pointed at. */
const CROWDED = 120;

/** @param {View} view @param {number} [center] the node in focus */
function drawPicture(view, center) {
  const picture = svg('svg', { class: `picture${view.lines.length > CROWDED ? ' crowded' : ''}`, viewBox: `0 0 ${view.width} ${view.height}`, role: 'group', 'aria-label': view.title });
  picture.append(svg('defs', {}, arrow('arrow', ''), arrow('arrow-lit', ' lit')));
  for (const { region, y, height } of view.lanes) {
    if (height === 0) continue;
    picture.append(svg('rect', { class: `lane ${hueOf(region)}`, x: 8, y, width: view.width - 16, height, rx: 8 }),
      svg('text', { class: 'lane-name', x: 24, y: y + 20 }, graph.regions[region]));
  }
  const lines = view.lines.map((line) => drawLine(line));
  const boxes = view.boxes.map((box, i) => drawBox(box, i, box.node !== undefined && box.node === center));
  picture.append(...lines, ...boxes);
  return { view, picture, lines, boxes };
}

/** @param {string} id @param {string} lit */
function arrow(id, lit) {
  return svg('marker', { id, viewBox: '0 0 8 8', refX: 7.5, refY: 4, markerWidth: 8, markerHeight: 8, markerUnits: 'userSpaceOnUse', orient: 'auto' }, svg('path', { class: `arrow${lit}`, d: 'M0 .5L8 4L0 7.5z' }));
}

/** @param {Line} line */
function drawLine({ edges, path }) {
  const all = edges.map((edge) => graph.edges[edge]);
  const many = [20, 5, 2].find((n) => edges.length >= n && all.length > 1);
  const isOpening = all.every((edge) => edge.kind === 'opening');
  const words = all.slice(0, 12).map((edge) => `${graph.nodes[edge.from].name} → ${graph.nodes[edge.to].name}: ${callWords(edge)}`);
  const more = all.length > 12 ? [`and ${all.length - 12} more`] : [];
  return svg('path', { class: `line${isOpening ? ' opening' : ''}${many === undefined ? '' : ` of-${many}`}`, d: path, 'marker-end': 'url(#arrow)' }, svg('title', {}, [...words, ...more].join('\n')));
}

/** @param {Box} box @param {number} index @param {boolean} isCenter */
function drawBox({ node, region, x, y, width, height, label, sub }, index, isCenter) {
  const about = node === undefined ? undefined : graph.nodes[node];
  const kind = about === undefined ? 'region' : about.kind;
  const problems = about === undefined ? graph.nodes.filter((n) => n.region === region).reduce((sum, n) => sum + n.problems.length, 0) : about.problems.length;
  const round = ['entrance', 'visitor'].includes(kind) ? height / 2 : 6;
  const middle = height / 2;
  const group = svg('g', {
    class: `box ${kind} ${hueOf(about === undefined ? region ?? 0 : about.region)}${problems > 0 ? ' broken' : ''}${isCenter ? ' chosen' : ''}`,
    transform: `translate(${x} ${y})`,
    tabindex: index === 0 ? 0 : -1,
    role: 'button',
    'aria-label': [about === undefined ? `namespace ${label}` : `${about.kind} ${about.name}`, sub, problems > 0 ? counted(problems, 'problem') : ''].filter(Boolean).join(', '),
    'data-box': index,
    'data-node': about === undefined ? undefined : about.id,
  });
  group.append(
    svg('title', {}, about === undefined ? label : [about.namespace, about.name].filter(Boolean).join('/')),
    svg('rect', { class: 'body', width, height, rx: round }),
    ...(round === 6 ? [svg('rect', { class: 'bar', x: 3, y: 5, width: 3, height: height - 10, rx: 1.5 })] : []),
    svg('path', { class: 'icon', d: ICONS[kind], transform: `translate(12 ${middle - 8})` }),
    svg('text', { class: 'name', x: 34, y: sub === '' ? middle + 4.5 : middle - 3 }, label),
    ...(sub === '' ? [] : [svg('text', { class: 'sub', x: 34, y: middle + 13 }, sub)]),
    ...(problems === 0 ? [] : [svg('circle', { class: 'mark', cx: width - 2, cy: 3, r: 9 }), svg('text', { class: 'mark-text', x: width - 2, y: 7 }, problems > 9 ? '9+' : String(problems))]),
  );
  return group;
}

/** @param {number} region */
function hueOf(region) {
  return `h${region % 12}`;
}
