import { Duration } from 'cdk8s';
import { IRouteBackend } from './route-backend';
import { routeFlaws } from './route-flaws';
import { RouteRule } from '../../kube/route';
import { flaw, Flaw } from '../../values/flaw';
import { Percent } from '../../values/percent';

/** A share of a route's requests that somebody else gets. */
export interface RouteSplit {
  /** Who gets it: another workload of the same namespace. */
  readonly to: IRouteBackend;
  /** Of a hundred requests, how many; 1 to 100. What is left over stays with the exposed workload. */
  readonly share: Percent;
  /**
   * Which of its ports, by name.
   * @default - its only port
   */
  readonly port?: string;
}

/** What else decides whether a request matches, and what becomes of it. An Ingress can say none of it. */
export interface RouteOptions {
  /**
   * Only these methods of HTTP: `GET`, `POST` …
   * @default - all
   */
  readonly methods?: string[];
  /**
   * Only requests that have all these headers, with just this value.
   * @default - any
   */
  readonly headers?: { [name: string]: string };
  /**
   * How long the whole request may take, with all tries.
   * @default - what the gateway allows
   */
  readonly timeout?: Duration;
  /**
   * How long one try may take; at most `timeout`.
   * @default - as `timeout`
   */
  readonly tryTimeout?: Duration;
  /**
   * What the path's prefix is replaced with, such as `/`; for routes by prefix.
   * @default - the program sees the whole path
   */
  readonly replacePrefix?: string;
  /**
   * Headers that the program gets; never secrets, as they would be committed.
   * @default - as the client sent them
   */
  readonly setRequestHeaders?: { [name: string]: string };
  /**
   * Headers that the program does not get.
   * @default - none
   */
  readonly removeRequestHeaders?: string[];
  /**
   * Headers that the client gets.
   * @default - as the program sent them
   */
  readonly setResponseHeaders?: { [name: string]: string };
  /**
   * Headers that the client does not get.
   * @default - none
   */
  readonly removeResponseHeaders?: string[];
  /**
   * Who else gets requests, and how many: a new version beside the old one.
   * @default - nobody
   */
  readonly splits?: RouteSplit[];
}

/**
 * Which requests to a host reach a workload.
 *
 * The most specific route wins, whatever the order: an exact path before a prefix, a
 * longer prefix before a shorter one.
 *
 * @example
 * new Exposure({
 *   host: 'shop.example.com',
 *   routes: [Route.prefix('/checkout', { timeout: Duration.seconds(5) }), Route.exact('/basket', { methods: ['GET'] })],
 * });
 */
export class Route {
  /** Paths that begin with these parts: `/checkout` is `/checkout` and `/checkout/1`, not `/checkouts`. @param path such as `/checkout`; `/` for all @param options what else */
  public static prefix(path: string, options: RouteOptions = {}): Route {
    return new Route({ path: { exact: false, value: path } }, options);
  }

  /** Just this path. @param path such as `/basket` @param options what else */
  public static exact(path: string, options: RouteOptions = {}): Route {
    return new Route({ path: { exact: true, value: path } }, options);
  }

  /** The calls of a gRPC service. @param service package and name, such as `shop.v1.Checkout` @param options what else */
  public static grpc(service: string, options: RouteOptions = {}): Route {
    return new Route({ grpc: { service } }, options);
  }

  /** The calls of one method of a gRPC service. @param service package and name @param method the method's name @param options what else */
  public static grpcMethod(service: string, method: string, options: RouteOptions = {}): Route {
    return new Route({ grpc: { service, method } }, options);
  }

  /** Every path is answered with a redirect (301) to the same path of another host, over TLS. @param host such as `shop.example.com` */
  public static redirect(host: string): Route {
    return new Route({ path: { exact: false, value: '/' }, redirectTo: host }, {});
  }

  /** @internal */
  public readonly _rule: RouteRule;
  /** @internal */
  public readonly _splits: readonly RouteSplit[];

  private constructor(match: Partial<RouteRule>, options: RouteOptions) {
    this._splits = options.splits ?? [];
    this._rule = {
      ...match,
      methods: options.methods ?? [],
      headers: options.headers ?? {},
      setRequest: options.setRequestHeaders ?? {},
      removeRequest: options.removeRequestHeaders ?? [],
      setResponse: options.setResponseHeaders ?? {},
      removeResponse: options.removeResponseHeaders ?? [],
      replacePrefix: options.replacePrefix,
      timeout: options.timeout?.toMilliseconds({ integral: false }),
      tryTimeout: options.tryTimeout?.toMilliseconds({ integral: false }),
    };
  }

  public toString(): string {
    const { path, grpc, redirectTo } = this._rule;
    if (redirectTo !== undefined) return `redirect to ${redirectTo}`;
    return grpc === undefined ? `${path?.value}` : `${grpc.service}${grpc.method === undefined ? '' : `/${grpc.method}`}`;
  }

  /** What of it an Ingress cannot say. @internal */
  public get _beyondIngress(): string[] {
    return said({
      ...this._httpOnly,
      headers: this._rule.headers,
      setRequestHeaders: this._rule.setRequest,
      removeRequestHeaders: this._rule.removeRequest,
      setResponseHeaders: this._rule.setResponse,
      removeResponseHeaders: this._rule.removeResponse,
      splits: this._splits,
    });
  }

  /** What of it a GRPCRoute cannot say. @internal */
  public get _beyondGrpc(): string[] {
    const { path } = this._rule;
    return said({ ...this._httpOnly, path: path !== undefined && (path.exact || path.value !== '/') ? path.value : undefined });
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const sum = this._splits.reduce((total, { share }) => total + share.value, 0);
    return [
      ...routeFlaws(this._rule),
      ...this._splits.flatMap(({ to, share }) => share._flawsWithin(`the share of ${to.name}`, 1, 100)),
      ...(sum <= 100 ? [] : [flaw('route/shares-above-all', `the shares of ${this} add up to ${sum}%`, 'Give away at most 100%.')]),
    ];
  }

  private get _httpOnly() {
    const { methods, timeout, tryTimeout, replacePrefix, redirectTo } = this._rule;
    return { methods, timeout, tryTimeout, replacePrefix, redirect: redirectTo };
  }
}

function said(words: { [name: string]: any }): string[] {
  return Object.entries(words).filter(([, value]) => value !== undefined && Object.keys(Object(value)).length !== 0 || typeof value === 'number').map(([name]) => name);
}
