/*
 * Where pictures are seen: scrolled by the browser, zoomed here, lit around what is pointed at.
 */

const stage = {
  element: byId('stage'),
  /** @type {ReturnType<typeof drawPicture> | undefined} */
  shown: undefined,
  scale: 1,

  /** @param {View} view @param {number} [center] */
  show(view, center) {
    this.shown = drawPicture(view, center);
    this.element.replaceChildren(this.shown.picture);
    this.open();
  },

  /** At first a picture is as wide as there is room, and never so small that it cannot be read. */
  open() {
    if (this.shown) this.zoomTo(Math.min(1.25, Math.max(0.92, (this.element.clientWidth - 8) / this.shown.view.width)));
    this.element.scrollTo(0, 0);
  },

  /** All of it, however small. */
  fit() {
    if (!this.shown) return;
    const { width, height } = this.shown.view;
    this.zoomTo(Math.min(2, (this.element.clientWidth - 8) / width, (this.element.clientHeight - 8) / height));
  },

  /** @param {number} scale */
  zoomTo(scale) {
    if (!this.shown) return;
    const { element, shown: { view, picture } } = this;
    const [middleX, middleY] = [(element.scrollLeft + element.clientWidth / 2) / this.scale, (element.scrollTop + element.clientHeight / 2) / this.scale];
    this.scale = Math.min(4, Math.max(0.05, scale));
    picture.setAttribute('width', String(Math.round(view.width * this.scale)));
    picture.setAttribute('height', String(Math.round(view.height * this.scale)));
    element.scrollTo(middleX * this.scale - element.clientWidth / 2, middleY * this.scale - element.clientHeight / 2);
  },

  /** @param {number} node */
  boxOf(node) {
    return this.shown ? this.shown.view.boxes.findIndex((box) => box.node === node) : -1;
  },

  /** @param {number} index */
  bring(index) {
    if (!this.shown) return;
    const { x, y, width, height } = this.shown.view.boxes[index];
    const { element, scale } = this;
    const margin = 40;
    const inside = x * scale >= element.scrollLeft + margin && (x + width) * scale <= element.scrollLeft + element.clientWidth - margin
      && y * scale >= element.scrollTop + margin && (y + height) * scale <= element.scrollTop + element.clientHeight - margin;
    if (!inside) element.scrollTo((x + width / 2) * scale - element.clientWidth / 2, (y + height / 2) * scale - element.clientHeight / 2);
  },

  /** Lights a box, what leads there and what it leads to. @param {number} [index] nothing for all alike */
  light(index) {
    if (!this.shown) return;
    const { view, picture, lines, boxes } = this.shown;
    picture.classList.toggle('lit', index !== undefined);
    const near = new Set([index]);
    view.lines.forEach(({ from, to }, i) => {
      const isOn = index !== undefined && (from === index || to === index);
      lines[i].classList.toggle('on', isOn);
      lines[i].setAttribute('marker-end', isOn ? 'url(#arrow-lit)' : 'url(#arrow)');
      if (isOn) near.add(from).add(to);
    });
    boxes.forEach((box, i) => box.classList.toggle('on', near.has(i)));
  },

  /** @param {number} [index] */
  choose(index) {
    if (!this.shown) return;
    this.shown.boxes.forEach((box, i) => {
      box.classList.toggle('chosen', i === index);
      box.setAttribute('tabindex', i === (index ?? 0) ? '0' : '-1');
    });
    this.light(index);
    if (index !== undefined) this.bring(index);
  },

  /** The box that lies next in a direction. @param {number} index @param {number} dx @param {number} dy */
  next(index, dx, dy) {
    if (!this.shown) return undefined;
    const { boxes } = this.shown.view;
    const middle = (/** @type {Box} */ box) => [box.x + box.width / 2, box.y + box.height / 2];
    const [x, y] = middle(boxes[index]);
    let [best, least] = [/** @type {number | undefined} */ (undefined), Infinity];
    boxes.forEach((box, i) => {
      const [ahead, aside] = dx === 0 ? [(middle(box)[1] - y) * dy, Math.abs(middle(box)[0] - x)] : [(middle(box)[0] - x) * dx, Math.abs(middle(box)[1] - y)];
      if (i !== index && ahead > 1 && ahead + aside * 3 < least) [best, least] = [i, ahead + aside * 3];
    });
    return best;
  },
};

/** Whoever draws the ground about with the pointer moves it. */
stage.element.addEventListener('pointerdown', (down) => {
  if (down.button !== 0 || down.pointerType !== 'mouse' || /** @type {Element} */ (down.target).closest('.box')) return;
  const { element } = stage;
  const [left, top] = [element.scrollLeft + down.clientX, element.scrollTop + down.clientY];
  const move = (/** @type {PointerEvent} */ event) => {
    element.classList.add('dragged');
    element.scrollTo(left - event.clientX, top - event.clientY);
  };
  const end = () => {
    element.classList.remove('dragged');
    window.removeEventListener('pointermove', move);
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', end, { once: true });
});

stage.element.addEventListener('wheel', (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  stage.zoomTo(stage.scale * Math.exp(-event.deltaY / 300));
}, { passive: false });
