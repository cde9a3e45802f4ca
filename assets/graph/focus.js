/*
 * One node in the middle, who leads to it on the left, whom it leads to on the right.
 */

const FOCUS = { gap: 10, gutter: 88, margin: 28, height: 44, most: 30 };

/** @param {GraphNode} center @param {number} depth @returns {View} */
function focusView(center, depth) {
  const column = columnsAround(center, depth);
  /** @type {number[][]} */
  const columns = [];
  const first = Math.min(...column.values());
  for (const [node, at] of column) (columns[at - first] ??= []).push(node);
  const place = new Map([[center.index, 0]]);
  const near = (/** @type {number} */ node, /** @type {number} */ side) => {
    const ends = side < 0 ? graph.nodes[node].calls.map((edge) => edge.to) : graph.nodes[node].callers.map((edge) => edge.from);
    const placed = ends.filter((end) => column.get(end) === (column.get(node) ?? 0) - side && place.has(end)).map((end) => place.get(end) ?? 0);
    return placed.reduce((sum, at) => sum + at, 0) / Math.max(1, placed.length);
  };
  for (const side of [1, -1]) {
    for (let at = -first + side; columns[at]; at += side) {
      columns[at].sort((a, b) => near(a, side) - near(b, side) || compareNodes(a, b)).forEach((node, i, all) => place.set(node, (i + 0.5) / all.length - 0.5));
    }
  }
  return assembled(center, columns, column);
}

/** How many steps away each is: callers count down, callees up. @param {GraphNode} center @param {number} depth */
function columnsAround(center, depth) {
  const column = new Map([[center.index, 0]]);
  for (const side of [-1, 1]) {
    let edgeOfIt = [center.index];
    for (let step = 1; step <= depth && edgeOfIt.length > 0; step++) {
      edgeOfIt = edgeOfIt.flatMap((node) => (side < 0 ? graph.nodes[node].callers.map((e) => e.from) : graph.nodes[node].calls.map((e) => e.to)))
        .filter((node) => !column.has(node) && column.set(node, side * step));
    }
  }
  return column;
}

/** @param {GraphNode} center @param {number[][]} columns @param {Map<number, number>} column @returns {View} */
function assembled(center, columns, column) {
  const tallest = Math.max(...columns.map((nodes) => nodes.length)) * (FOCUS.height + FOCUS.gap) - FOCUS.gap;
  /** @type {Box[]} */
  const boxes = [];
  const indexOf = new Map();
  let x = FOCUS.margin;
  for (const nodes of columns) {
    const loose = nodes.map((node) => focusBox(graph.nodes[node], center));
    const width = Math.max(...loose.map((box) => box.width));
    const top = FOCUS.margin + (tallest - nodes.length * (FOCUS.height + FOCUS.gap) + FOCUS.gap) / 2;
    loose.forEach((box, i) => {
      indexOf.set(box.node, boxes.length);
      boxes.push({ ...box, width, x, y: Math.round(top + i * (FOCUS.height + FOCUS.gap)) });
    });
    x += width + FOCUS.gutter;
  }
  /** @type {Map<string, Line>} */
  const lines = new Map();
  for (const edge of graph.edges) {
    const [from, to] = [column.get(edge.from), column.get(edge.to)];
    const isSeen = from !== undefined && to !== undefined && (to === from + 1 || edge.from === center.index || edge.to === center.index);
    if (!isSeen) continue;
    const key = `${edge.from} ${edge.to}`;
    const known = lines.get(key);
    if (known) known.edges.push(edge.index);
    else lines.set(key, { edges: [edge.index], from: indexOf.get(edge.from), to: indexOf.get(edge.to), path: curve(boxes[indexOf.get(edge.from)], boxes[indexOf.get(edge.to)]) });
  }
  return { id: 'focus', title: `Around ${center.name}`, width: x - FOCUS.gutter + FOCUS.margin, height: tallest + 2 * FOCUS.margin, lanes: [], boxes, lines: [...lines.values()] };
}

/** A box that says of the call what there is to say. @param {GraphNode} node @param {GraphNode} center */
function focusBox(node, center) {
  const calls = node === center ? [] : [...node.calls.filter((edge) => edge.to === center.index), ...node.callers.filter((edge) => edge.from === center.index)];
  const words = calls.map(callWords).filter(Boolean).join('; ') || [node.namespace, node.kind].filter(Boolean).join(' · ');
  const [label, sub] = [short(node.name, FOCUS.most), short(words, FOCUS.most + 8)];
  return { node: node.index, x: 0, y: 0, width: Math.max(130, 54 + Math.max(measured(label, '500 13px'), measured(sub, '12px'))), height: FOCUS.height, label, sub };
}

/** @param {Box} from @param {Box} to */
function curve(from, to) {
  const isForth = to.x >= from.x;
  const [fromX, fromY] = [isForth ? from.x + from.width : from.x, from.y + from.height / 2];
  const [toX, toY] = [isForth ? to.x : to.x + to.width, to.y + to.height / 2];
  if (from === to) return `M${from.x + from.width} ${fromY - 6}c28 -16 28 28 0 12`;
  const bend = (toX - fromX) / 2;
  return `M${fromX} ${fromY}C${fromX + bend} ${fromY} ${toX - bend} ${toY} ${toX} ${toY}`;
}

const ruler = document.createElement('canvas').getContext('2d');

/** @param {string} text @param {string} font */
function measured(text, font) {
  if (ruler === null) return text.length * 9;
  ruler.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
  return Math.ceil(ruler.measureText(text).width);
}

/** @param {string} text @param {number} most */
function short(text, most) {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** @param {number} a @param {number} b */
function compareNodes(a, b) {
  return graph.nodes[a].id < graph.nodes[b].id ? -1 : 1;
}
