/*
 * What is seen follows from the address after its "#", so each state can be linked to and gone back to:
 * `#node=shop/checkout`, `#view=in shop`, `#node=shop/checkout&focus=1&depth=2`, or only `#shop/checkout`.
 */

/** @typedef {{ view?: string, node?: string, focus?: boolean, depth?: number }} State */

const nodeOf = new Map(graph.nodes.map((node) => [node.id, node]));

/** @returns {State} */
function stateNow() {
  const text = location.hash.slice(1);
  const plain = decoded(text);
  if (nodeOf.has(plain)) return { node: plain };
  const said = new URLSearchParams(text);
  return { view: said.get('view') ?? undefined, node: said.get('node') ?? undefined, focus: said.has('focus'), depth: Number(said.get('depth')) || 1 };
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param {State} change */
function go(change) {
  const state = { ...stateNow(), ...change };
  const said = new URLSearchParams();
  if (state.view) said.set('view', state.view);
  if (state.node) said.set('node', state.node);
  if (state.focus) said.set('focus', '1');
  if (state.focus && state.depth && state.depth !== 1) said.set('depth', String(state.depth));
  const hash = String(said);
  if (location.hash.slice(1) === hash) render();
  else location.hash = hash;
}

/** Chooses a node; where the picture does not have it, its surroundings are shown. @param {GraphNode} node */
function pick(node) {
  const { focus } = stateNow();
  go({ node: node.id, focus: focus || stage.boxOf(node.index) < 0 });
}

/** Leaves the focus for a picture that has the node. */
function leaveFocus() {
  const { node, view } = stateNow();
  const index = nodeOf.get(node ?? '')?.index;
  const has = (/** @type {View} */ one) => one.boxes.some((box) => box.node === index);
  const now = graph.views.find(({ id }) => id === view) ?? graph.views[0];
  go({ focus: false, view: (has(now) ? now : graph.views.find(has) ?? now).id });
}

let seen = '';

function render() {
  const state = stateNow();
  const node = nodeOf.get(state.node ?? '');
  const view = graph.views.find(({ id }) => id === state.view) ?? graph.views[0];
  if (view === undefined) {
    stage.element.replaceChildren(html('p', {}, 'There is nothing in this app that calls or is called.'));
    byId('details').replaceChildren(...summary());
    return;
  }
  const isFocus = node !== undefined && (state.focus === true || (state.view === undefined && !view.boxes.some((box) => box.node === node.index)));
  const wanted = isFocus ? `focus ${node.id} ${state.depth ?? 1}` : view.id;
  byId('main').classList.toggle('chosen', node !== undefined);
  if (wanted !== seen) stage.show(isFocus ? focusView(node, state.depth ?? 1) : view, isFocus ? node.index : undefined);
  const isNew = wanted !== seen;
  seen = wanted;
  const box = node === undefined ? -1 : stage.boxOf(node.index);
  stage.choose(box < 0 ? undefined : box);
  if (isFocus) stage.light(undefined);
  if (isFocus && isNew && box >= 0) stage.bring(box);
  /** @type {HTMLSelectElement} */ (byId('views')).value = view.id;
  byId('focus-tools').hidden = !isFocus;
  /** @type {HTMLSelectElement} */ (byId('depth')).value = String(state.depth ?? 1);
  byId('details').replaceChildren(...(node === undefined ? summary() : detailsOf(node)));
  byId('details').scrollTo(0, 0);
}

/** @param {Element} element */
function boxAt(element) {
  const box = element.closest('.box');
  return box === null ? undefined : Number(box.getAttribute('data-box'));
}

/** @param {number} index */
function openBox(index) {
  const box = stage.shown?.view.boxes[index];
  if (box === undefined) return;
  if (box.node !== undefined) pick(graph.nodes[box.node]);
  else go({ view: `in ${graph.regions[box.region ?? 0]}`, node: undefined, focus: false });
}

stage.element.addEventListener('click', (event) => {
  const index = boxAt(/** @type {Element} */ (event.target));
  if (index !== undefined) openBox(index);
});
stage.element.addEventListener('dblclick', (event) => {
  const index = boxAt(/** @type {Element} */ (event.target));
  const node = index === undefined ? undefined : stage.shown?.view.boxes[index].node;
  if (node !== undefined) go({ node: graph.nodes[node].id, focus: true });
});
stage.element.addEventListener('pointerover', (event) => {
  const index = boxAt(/** @type {Element} */ (event.target));
  const chosen = nodeOf.get(stateNow().node ?? '');
  if (index !== undefined) stage.light(index);
  else if (stage.element.contains(/** @type {Element} */ (event.target))) stage.light(chosen === undefined || seen.startsWith('focus ') || stage.boxOf(chosen.index) < 0 ? undefined : stage.boxOf(chosen.index));
});

const ARROWS = /** @type {{ [key: string]: [number, number] }} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });

document.addEventListener('keydown', (event) => {
  const target = /** @type {Element} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || target.matches('input, select')) return;
  const index = boxAt(target);
  const state = stateNow();
  if (event.key === '/') finder.input.focus();
  else if (event.key === 'Escape' && seen.startsWith('focus ')) leaveFocus();
  else if (event.key === 'Escape') go(state.node ? { node: undefined } : { view: undefined });
  else if (event.key === '+' || event.key === '=') stage.zoomTo(stage.scale * 1.2);
  else if (event.key === '-') stage.zoomTo(stage.scale / 1.2);
  else if (event.key === '0') stage.fit();
  else if (event.key === 'f' && (index !== undefined || state.node)) {
    const node = index === undefined ? undefined : stage.shown?.view.boxes[index].node;
    go({ node: node === undefined ? state.node : graph.nodes[node].id, focus: true });
  } else if (index !== undefined && (event.key === 'Enter' || event.key === ' ')) openBox(index);
  else if (index !== undefined && ARROWS[event.key]) {
    const next = stage.next(index, ...ARROWS[event.key]);
    if (next !== undefined) {
      stage.shown?.boxes[next].focus({ preventScroll: true });
      stage.bring(next);
    }
  } else return;
  event.preventDefault();
});

byId('views').replaceChildren(...graph.views.map(({ id, title }) => html('option', { value: id }, title)));
byId('views-tool').hidden = graph.views.length < 2;
byId('views').addEventListener('change', (event) => go({ view: /** @type {HTMLSelectElement} */ (event.target).value, node: undefined, focus: false }));
byId('depth').addEventListener('change', (event) => go({ depth: Number(/** @type {HTMLSelectElement} */ (event.target).value) }));
byId('leave').addEventListener('click', leaveFocus);
byId('smaller').addEventListener('click', () => stage.zoomTo(stage.scale / 1.2));
byId('larger').addEventListener('click', () => stage.zoomTo(stage.scale * 1.2));
byId('fit').addEventListener('click', () => stage.fit());
window.addEventListener('hashchange', render);
render();
