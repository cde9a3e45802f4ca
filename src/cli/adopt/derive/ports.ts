import { listOf } from '../../../rules/pods';
import { call, callOn, Expr, list, literal, member } from '../expression';
import { Part } from '../sketch';

/** The ports of a container, as the program names them. @internal */
export interface KnownPorts {
  /** `Port.http(8080)`, by number of the container and transport, such as `8080/TCP` */
  readonly exprs: ReadonlyMap<string, Expr>;
  /** those that the Service leads to */
  readonly served: readonly string[];
}

const NAME = /^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/;
/** `Port.http(8080)` for a port that is called so. */
const WORDS: { readonly [protocol: string]: readonly [method: string, name: string] } = { HTTP: ['http', 'http'], GRPC: ['grpc', 'grpc'], H2C: ['h2c', 'h2c'], HTTPS: ['https', 'https'] };

/** What is known of the ports of a container and of the Service in front of it. @internal */
export function knownPorts(container: any, service: any): KnownPorts {
  const exprs = new Map<string, Expr>();
  const served: string[] = [];
  const taken = new Set<string>();
  const nameFor = (...names: unknown[]) => {
    const name = names.find((each): each is string => typeof each === 'string' && NAME.test(each) && !taken.has(each));
    if (name !== undefined) taken.add(name);
    return name;
  };
  const own = listOf(container?.ports);
  for (const port of listOf(service?.spec?.ports)) {
    const transport = port.protocol ?? 'TCP';
    const target = port.targetPort ?? port.port;
    const inside = own.find((each) => (each.protocol ?? 'TCP') === transport && (each.name === target || each.containerPort === target));
    const number = inside?.containerPort ?? target;
    const key = `${number}/${transport}`;
    if (typeof number !== 'number' || exprs.has(key)) continue;
    const protocol = protocolOf(port.appProtocol, [port.name, inside?.name], transport, number);
    const name = nameFor(inside?.name, port.name, WORDS[protocol]?.[1], `port-${number}`);
    if (name === undefined) continue;
    const expr = portExpr(name, number, protocol);
    exprs.set(key, port.port === number ? expr : callOn(expr, 'servedAs', literal(port.port)));
    served.push(key);
  }
  for (const port of own) {
    const transport = port.protocol ?? 'TCP';
    const key = `${port.containerPort}/${transport}`;
    if (exprs.has(key) || typeof port.containerPort !== 'number') continue;
    const protocol = protocolOf(undefined, [port.name], transport, port.containerPort);
    const name = nameFor(port.name, WORDS[protocol]?.[1], `port-${port.containerPort}`);
    if (name !== undefined) exprs.set(key, portExpr(name, port.containerPort, protocol));
  }
  return { exprs, served };
}

/** `ports: […]` of a service. @internal */
export function servedPart({ exprs, served }: KnownPorts): Part {
  return { props: { ports: list(served.map((key) => exprs.get(key)!)) } };
}

/** Ports that only the container opens, such as that of the metrics. @internal */
export function otherPortParts({ exprs, served }: KnownPorts, isServed: boolean): Part[] {
  return [...exprs].filter(([key]) => !isServed || !served.includes(key)).map(([, expr]) => ({ verbs: [{ verb: 'addPort', args: [expr] }] }));
}

function portExpr(name: string, number: number, protocol: string): Expr {
  const [method, usual] = WORDS[protocol] ?? [];
  if (method !== undefined && usual === name) return call('Port', method, literal(number));
  if (protocol === 'TCP' || protocol === 'UDP') return call('Port', protocol.toLowerCase(), literal(name), literal(number));
  return call('Port', 'named', literal(name), literal(number), member('PortProtocol', protocol));
}

/** What is spoken, as far as names tell. A name that tells nothing is taken for HTTP where the number is one that programs serve it on. */
function protocolOf(appProtocol: unknown, names: readonly unknown[], transport: string, number: number): string {
  if (transport === 'UDP') return 'UDP';
  const words = names.filter((name): name is string => typeof name === 'string');
  const begins = (word: string) => words.some((name) => name === word || name.startsWith(`${word}-`) || name.endsWith(`-${word}`));
  if (appProtocol === 'kubernetes.io/h2c' || appProtocol === 'grpc' || begins('grpc')) return 'GRPC';
  if (appProtocol === 'https' || begins('https')) return 'HTTPS';
  if (appProtocol === 'http' || ['http', 'web', 'metrics', 'admin', 'health', 'api'].some(begins)) return 'HTTP';
  return words.length === 0 && [80, 8000, 8080, 8081, 8888, 3000].includes(number) ? 'HTTP' : 'TCP';
}
