/*
 * Finds nodes by name, namespace, host, image, object or problem.
 */

const finder = {
  input: /** @type {HTMLInputElement} */ (byId('search')),
  list: byId('found'),
  /** @type {GraphNode[]} */
  found: [],
  at: 0,

  /** The best first: whose name begins so, whose name has it, who has it elsewhere. */
  search() {
    const words = this.input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const rank = (/** @type {GraphNode} */ node) => {
      const name = node.name.toLowerCase();
      const all = [node.id, node.namespace, node.kind, node.detail, node.image, ...node.ports, ...node.objects, ...node.problems].join('\n').toLowerCase();
      if (!words.every((word) => all.includes(word) || name.includes(word))) return 9;
      return name === words[0] ? 0 : name.startsWith(words[0]) ? 1 : words.some((word) => name.includes(word)) ? 2 : 3;
    };
    const ranked = words.length === 0 ? [] : graph.nodes.map((node) => ({ node, rank: rank(node) })).filter((one) => one.rank < 9);
    this.found = ranked.sort((a, b) => a.rank - b.rank || a.node.name.length - b.node.name.length || compareNodes(a.node.index, b.node.index)).slice(0, 40).map(({ node }) => node);
    this.at = 0;
    this.fill(words.length > 0);
  },

  /** @param {boolean} isAsked */
  fill(isAsked) {
    this.list.hidden = !isAsked;
    this.input.setAttribute('aria-expanded', String(isAsked));
    const items = this.found.map((node, i) => {
      const item = html('li', { role: 'option', id: `found-${i}`, 'aria-selected': i === this.at }, node.name, html('small', {}, [node.namespace, node.kind, node.problems.length > 0 ? counted(node.problems.length, 'problem') : ''].filter(Boolean).join(' · ')));
      item.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        this.take(i);
      });
      return item;
    });
    this.list.replaceChildren(...(items.length === 0 ? [html('li', { 'aria-disabled': true }, 'Nothing is called so.')] : items));
    this.mark();
  },

  mark() {
    [...this.list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === this.at && this.found.length > 0)));
    this.input.setAttribute('aria-activedescendant', this.found.length > 0 ? `found-${this.at}` : '');
    this.list.children[this.at]?.scrollIntoView({ block: 'nearest' });
  },

  /** @param {number} index */
  take(index) {
    const node = this.found[index];
    if (node === undefined) return;
    this.close();
    pick(node);
  },

  close() {
    this.input.value = '';
    this.search();
    this.input.blur();
  },
};

finder.input.addEventListener('input', () => finder.search());
finder.input.addEventListener('blur', () => { finder.list.hidden = true; });
finder.input.addEventListener('focus', () => { if (finder.input.value !== '') finder.search(); });
finder.input.addEventListener('keydown', (event) => {
  const step = /** @type {{ [key: string]: number }} */ ({ ArrowDown: 1, ArrowUp: -1 })[event.key];
  if (step !== undefined && finder.found.length > 0) {
    finder.at = (finder.at + step + finder.found.length) % finder.found.length;
    finder.mark();
    event.preventDefault();
  }
  if (event.key === 'Enter') finder.take(finder.at);
  if (event.key === 'Escape') finder.close();
  event.stopPropagation();
});
