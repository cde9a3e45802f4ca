const SCALE = new Map([
  ['n', 1e-9], ['u', 1e-6], ['m', 1e-3], ['', 1], ['k', 1e3], ['M', 1e6], ['G', 1e9], ['T', 1e12], ['P', 1e15], ['E', 1e18],
  ['Ki', 2 ** 10], ['Mi', 2 ** 20], ['Gi', 2 ** 30], ['Ti', 2 ** 40], ['Pi', 2 ** 50], ['Ei', 2 ** 60],
]);

/** The number behind a Kubernetes quantity such as `250m`, `512Mi` or `1e3`. */
export function quantity(text: string | number): number {
  const match = /^([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)([A-Za-z]*)$/.exec(String(text));
  const scale = match && SCALE.get(match[2]);
  if (!scale) throw new Error(`"${text}" is not a Kubernetes quantity`);
  return Number(match[1]) * scale;
}

/** The number behind a GOMEMLIMIT, in bytes, as the Go runtime reads it. */
export function goMemoryLimit(text: string): number {
  const match = /^([0-9]+)(B|KiB|MiB|GiB|TiB)?$/.exec(text);
  if (!match) throw new Error(`malformed GOMEMLIMIT "${text}"`);
  return Number(match[1]) * 1024 ** ['B', 'KiB', 'MiB', 'GiB', 'TiB'].indexOf(match[2] ?? 'B');
}
