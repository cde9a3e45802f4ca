'use strict';
// What a page does: the colours, the list of pages on a small screen, the search. It fetches nothing: scripts are loaded from beside it.
const top_ = document.documentElement.dataset.top;
const byId = (id) => document.getElementById(id);

byId('theme').addEventListener('click', () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  try { localStorage.setItem('theme', root.dataset.theme); } catch { /* it is forgotten, then */ }
});

byId('menu').addEventListener('click', () => {
  const open = byId('pages').classList.toggle('open');
  byId('menu').setAttribute('aria-expanded', String(open));
});

// An object that is asked for by its name is shown, though its block is folded.
function unfold() {
  const heading = location.hash.startsWith('#of-') && byId(decodeURIComponent(location.hash.slice(1)));
  if (!heading) return;
  for (let next = heading.nextElementSibling; next && next.tagName === 'DETAILS'; next = next.nextElementSibling) next.open = true;
  heading.scrollIntoView();
}
addEventListener('hashchange', unfold);
unfold();
document.querySelector('#pages [aria-current]')?.scrollIntoView({ block: 'nearest' });

// --- the search
const [box, list, told] = ['search', 'found', 'told'].map(byId);
const FIELDS = { fields: ['title', 'heading', 'spoken', 'members', 'text'], storeFields: ['title', 'heading', 'kind', 'excerpt'] };
// Who asks wants to know how; what a struct is told comes after what it is for.
const boostDocument = (id, term, { kind }) => ({ 'How to': 1.6, 'Begin': 1.6, 'Concepts': 1.3, 'Struct': 0.5, 'Decisions': 0.6, 'Project': 0.6 })[kind] ?? 1;
const HOW = { prefix: true, fuzzy: (term) => (term.length > 4 ? 0.2 : false), combineWith: 'AND', boost: { title: 6, spoken: 5, heading: 4 }, weights: { fuzzy: 0.2, prefix: 0.5 }, boostDocument };
let loading;

function load(name) {
  return new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = `${top_}assets/${name}`;
    script.onload = done;
    script.onerror = () => failed(new Error(`${script.src} cannot be loaded`));
    document.head.append(script);
  });
}

// The index is large, and most who read a page search for nothing: it is loaded by the first search.
function index() {
  loading ??= Promise.all([load('minisearch.js'), load('search-index.js')]).then(() => MiniSearch.loadJSON(window.searchIndex, FIELDS));
  return loading;
}

function show(results, words) {
  list.replaceChildren(...results.map(({ id, title, heading, kind, excerpt }, i) => {
    const item = document.createElement('li');
    item.id = `found-${i}`;
    item.role = 'option';
    item.dataset.at = id;
    item.setAttribute('aria-selected', String(i === 0));
    const of = document.createElement('span');
    of.className = 'of';
    of.textContent = kind;
    const about = document.createElement('small');
    about.textContent = excerpt;
    item.append(of, heading ? `${title} › ${heading}` : title, about);
    return item;
  }));
  const open = results.length > 0;
  list.hidden = !open;
  box.setAttribute('aria-expanded', String(open));
  if (open) box.setAttribute('aria-activedescendant', 'found-0'); else box.removeAttribute('aria-activedescendant');
  told.textContent = words === '' ? '' : open ? `${results.length} found` : `Nothing found for ${words}`;
  box.classList.toggle('nothing', words !== '' && !open);
}

async function search() {
  const words = box.value.trim();
  if (words === '') return show([], '');
  const found = await index();
  if (box.value.trim() === words) show(found.search(words, HOW).slice(0, 12), words);
}

function choose(step) {
  const items = [...list.children];
  const at = items.findIndex((item) => item.getAttribute('aria-selected') === 'true');
  const next = items[(at + step + items.length) % items.length];
  items.forEach((item) => item.setAttribute('aria-selected', String(item === next)));
  box.setAttribute('aria-activedescendant', next.id);
  next.scrollIntoView({ block: 'nearest' });
}

const go = (item) => { location.href = top_ + item.dataset.at; show([], ''); };

box.addEventListener('focus', () => void index());
box.addEventListener('input', () => void search());
box.addEventListener('keydown', (event) => {
  const chosen = list.querySelector('[aria-selected=true]');
  if (event.key === 'Escape') { show([], ''); box.value = ''; }
  if (!chosen || list.hidden) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); choose(event.key === 'ArrowDown' ? 1 : -1); }
  if (event.key === 'Enter') { event.preventDefault(); go(chosen); }
});
list.addEventListener('click', (event) => { const item = event.target.closest('li'); if (item) go(item); });
document.addEventListener('click', (event) => { if (!event.target.closest('search')) show([], ''); });
document.addEventListener('keydown', (event) => {
  if (event.key === '/' && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) { event.preventDefault(); box.focus(); }
});
