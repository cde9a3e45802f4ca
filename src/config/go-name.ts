/** Words that Go writes in capitals. */
const INITIALISMS = new Set(['ACL', 'API', 'CPU', 'CSS', 'DB', 'DNS', 'DSN', 'EOF', 'GUID', 'GRPC', 'HTML', 'HTTP', 'HTTPS', 'ID', 'IP', 'JSON', 'JWT', 'OTLP',
  'QPS', 'RAM', 'RPC', 'SLA', 'SMTP', 'SQL', 'SSH', 'SSL', 'TCP', 'TLS', 'TTL', 'UDP', 'UI', 'UID', 'URI', 'URL', 'UTF8', 'UUID', 'VM', 'XML', 'YAML']);

/** An exported Go name of a variable: `CACHE_TTL` becomes `CacheTTL`. @internal */
export function goName(text: string): string {
  const name = inWords(text, true);
  return /^[A-Z]/.test(name) ? name : `Key${name}`;
}

/** The part of a constant's name that tells a choice: `CHF` stays, `round-robin` becomes `RoundRobin`. @internal */
export function goChoice(text: string): string {
  return inWords(text, false);
}

function inWords(text: string, shouts: boolean): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word) => {
    const upper = word.toUpperCase();
    if (INITIALISMS.has(upper)) return upper;
    return shouts && upper === word ? upper[0] + word.slice(1).toLowerCase() : upper[0] + word.slice(1);
  }).join('');
}
