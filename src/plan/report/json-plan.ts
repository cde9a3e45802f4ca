import type { Plan } from '../plan';

/** The plan as tools read it; one change per line. @internal */
export function jsonPlan({ effect, changes, security, scale, capacity, endpoints, connections, constructs, reasons }: Plan): string {
  const lists: { readonly [name: string]: readonly unknown[] } = {
    changes: changes.map((change) => change._json),
    security,
    scale,
    capacity,
    endpoints,
    connections,
    constructs: constructs.map((construct) => ({ construct: construct.construct, effect: construct.effect, objects: construct.changes.map(String) })),
    reasons,
  };
  const said = Object.entries(lists).map(([name, items]) => `${JSON.stringify(name)}:[${items.length === 0 ? '' : `\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n`}]`);
  return `{"effect":${JSON.stringify(effect)},${said.join(',')}}\n`;
}
