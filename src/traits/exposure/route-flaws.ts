import { RouteRule } from '../../kube/route';
import { flaw, Flaw, quoted } from '../../values/flaw';
import { hostFlaws } from '../../values/host';

const PATH = /^\/(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*$/;
const NOT_IN_A_PATH = /\/\/|\/\.\.?(\/|$)|%2f|%5c/i;
const SERVICE = /^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*$/;
const RPC = /^[A-Za-z_][A-Za-z0-9_]*$/;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];
const HEADER = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}$/;
const SECRET_HEADER = /^(proxy-)?authorization$|cookie$|api-?key|token|secret|password/i;

/** What is wrong with a route, whoever serves it. @internal */
export function routeFlaws(rule: RouteRule): Flaw[] {
  return [
    ...[rule.path?.value, rule.replacePrefix].flatMap((path) => (path === undefined ? [] : httpPathFlaws(path))),
    ...(rule.grpc === undefined ? [] : grpcFlaws(rule.grpc)),
    ...rule.methods.filter((method) => !METHODS.includes(method)).map((method) => flaw('route/bad-method', `${quoted(method)} is not a method of HTTP`, `Use ${METHODS.join(', ')}.`)),
    ...[rule.headers, rule.setRequest, rule.setResponse].flatMap((headers) => Object.entries(headers)).flatMap(([name, value]) => headerFlaws(name, value)),
    ...[...rule.removeRequest, ...rule.removeResponse].flatMap((name) => headerFlaws(name, 'x', true)),
    ...(rule.replacePrefix === undefined || rule.path?.exact === false ? [] : [flaw('route/replaces-no-prefix', `${quoted(rule.replacePrefix)} would replace a prefix, and the route has none`, 'Use it with Route.prefix(…).')]),
    ...(rule.redirectTo === undefined ? [] : hostFlaws(rule.redirectTo)),
    ...timeoutFlaws('timeout', rule.timeout),
    ...timeoutFlaws('tryTimeout', rule.tryTimeout),
    ...(rule.timeout !== undefined && rule.tryTimeout !== undefined && rule.tryTimeout > rule.timeout ? [flaw('route/try-above-timeout',
      `one try may take ${rule.tryTimeout} ms, the whole request ${rule.timeout} ms`, 'Give a tryTimeout of at most the timeout.')] : []),
  ];
}

function httpPathFlaws(path: string): Flaw[] {
  return PATH.test(path) && !NOT_IN_A_PATH.test(path) && path.length <= 1024 ? [] : [flaw('route/bad-path', `${quoted(path)} is not a path that requests can be matched with`,
    'Write it from the root, such as "/checkout", without host, query, "//", "/./" and "/../".')];
}

function grpcFlaws({ service, method }: { service: string; method?: string }): Flaw[] {
  const good = SERVICE.test(service) && (method === undefined || RPC.test(method));
  return good ? [] : [flaw('route/bad-grpc-name', `${quoted(method === undefined ? service : `${service}/${method}`)} names no gRPC service`,
    'Write package and service as in the .proto file, such as "shop.v1.Checkout", and the method\'s name alone.')];
}

/** A value that is matched or sent would be committed, and a route is readable for many. */
function headerFlaws(name: string, value: string, nameOnly: boolean = false): Flaw[] {
  if (!HEADER.test(name)) return [flaw('route/bad-header', `${quoted(name)} is not the name of a header`, 'Use letters, digits and "-".')];
  if (nameOnly) return [];
  if (SECRET_HEADER.test(name)) {
    return [flaw('route/secret-header', `the header ${name} carries secrets, and its value would be committed`, 'Let the program check it, or an authentication policy of the gateway.')];
  }
  return value.length >= 1 && value.length <= 4096 && /^[\x20-\x7e]*$/.test(value) ? [] : [flaw('route/bad-header', `the header ${name} cannot have the value ${quoted(value)}`,
    'Give 1 to 4096 printable ASCII characters.')];
}

function timeoutFlaws(name: string, millis: number | undefined): Flaw[] {
  if (millis === undefined) return [];
  const good = Number.isInteger(millis) && millis >= 1 && (millis % 1000 === 0 ? millis / 1000 : millis) <= 99_999;
  return good ? [] : [flaw('route/bad-timeout', `the route's ${name} is ${millis} ms; a route takes whole milliseconds up to 99999, or whole seconds up to 99999`, 'Give whole seconds, such as Duration.seconds(5).')];
}
