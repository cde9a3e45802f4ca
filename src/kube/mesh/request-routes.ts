import { KnownCaller } from './port-access';
import { RequestShape } from '../../values/calls/requests';

/** A path, or all below one. */
interface Path { readonly isExact: boolean; readonly value: string }

/** One match of an HTTPRoute. @internal */
export interface RouteMatch { readonly path: { readonly type: string; readonly value: string }; readonly method?: string }

/** Requests that the same callers may make: to paths, or to all below some. @internal */
export interface RequestRoute { readonly isExact: boolean; readonly callers: readonly KnownCaller[]; readonly matches: readonly RouteMatch[] }

/**
 * Sorts requests by who may make them.
 *
 * Of all routes that a request matches only the most precise one counts. So each path and method that anybody names
 * is asked for all callers: who may call everything below a path may also call what another caller has been given there.
 * Of two that are equally precise the first counts, so paths come before what is below some.
 *
 * @internal
 */
export function requestRoutes(callers: readonly KnownCaller[]): RequestRoute[] {
  const shapes = callers.flatMap(({ only }) => only);
  const routes = new Map<string, { isExact: boolean; callers: readonly KnownCaller[]; matches: RouteMatch[] }>();
  for (const path of pathsIn(shapes)) {
    for (const method of methodsAt(path, shapes)) {
      const allowed = callers.filter(({ only }) => only.some((shape) => covers(shape, path, method)));
      const key = `${path.isExact ? 0 : 1} ${allowed.map(({ namespace, name }) => `${namespace}/${name}`).join()}`;
      const route = routes.get(key) ?? { isExact: path.isExact, callers: allowed, matches: [] };
      route.matches.push(routeMatch(path, method));
      routes.set(key, route);
    }
  }
  return [...routes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, route]) => route);
}

/** @internal */
export function routeMatch({ isExact, value }: Path, method: string | undefined): RouteMatch {
  return { path: { type: isExact ? 'Exact' : 'PathPrefix', value }, ...(method === undefined ? {} : { method }) };
}

/** Every path that is named. A prefix of a route goes for the path without the `/` at its end, too, which was not meant. */
function pathsIn(shapes: readonly RequestShape[]): Path[] {
  const paths = new Map<string, Path>();
  const add = (path: Path) => paths.set(`${path.isExact ? 0 : 1} ${path.value}`, path);
  for (const { protocol, exact, prefix } of shapes) {
    if (exact !== undefined) add({ isExact: true, value: exact });
    if (prefix !== undefined) add({ isExact: false, value: prefix });
    if (prefix !== undefined && prefix !== '/' && protocol === 'http') add({ isExact: true, value: prefix.slice(0, -1) });
  }
  return [...paths].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
}

/** Every method that somebody may use there, and all others. */
function methodsAt(path: Path, shapes: readonly RequestShape[]): Array<string | undefined> {
  const there = shapes.filter((shape) => reaches(shape, path) || (path.isExact && shape.prefix === `${path.value}/`));
  return [...[...new Set(there.flatMap(({ methods }) => methods))].sort(), undefined];
}

function covers(shape: RequestShape, path: Path, method: string | undefined): boolean {
  return reaches(shape, path) && (shape.methods.length === 0 || (method !== undefined && shape.methods.includes(method)));
}

function reaches({ exact, prefix }: RequestShape, { isExact, value }: Path): boolean {
  return exact === undefined ? value.startsWith(prefix!) : isExact && exact === value;
}
