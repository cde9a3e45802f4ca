import { Flaw, flaw, quoted } from '../flaw';

const RPC = /^([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)(?:\/([A-Za-z_][A-Za-z0-9_]*))?$/;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** What a mesh or a layer 7 policy lets pass. @internal */
export interface RequestShape {
  readonly protocol: 'grpc' | 'http';
  /** the path, to the letter */
  readonly exact?: string;
  /** all paths below, the `/` at the end included */
  readonly prefix?: string;
  /** HTTP methods; all if empty */
  readonly methods: readonly string[];
}

/**
 * Some of the requests that a port answers: what a caller is for.
 *
 * Where a mesh or Cilium reads requests, nothing else passes. Network policies know only ports.
 *
 * @example
 * frontend.calls(checkout, { only: [Requests.http('/orders/*', ['POST'])] });
 */
export class Requests {
  /** One gRPC method, or all of a gRPC service. @param name `package.Service/Method`, or `package.Service` */
  public static rpc(name: string): Requests {
    const [, service, method] = RPC.exec(name) ?? [];
    const flaws = service === undefined ? [flaw('requests/bad-rpc', `${quoted(name)} is no gRPC method`, 'Write it as in the .proto file: "shop.v1.CheckoutService/PlaceOrder", or only the service.')] : [];
    return new Requests(name, { protocol: 'grpc', ...(method === undefined ? { prefix: `/${service}/` } : { exact: `/${service}/${method}` }), methods: [] }, flaws);
  }

  /**
   * HTTP requests to one path, or to all below it.
   *
   * @param path such as `/items`; with `/*` at the end all below @param methods such as `GET`; all if left out
   */
  public static http(path: string, methods: string[] = []): Requests {
    const isPrefix = path.endsWith('/*');
    const plain = isPrefix ? path.slice(0, -1) : path;
    const flaws = /^\/[A-Za-z0-9\-._~!$&'()+,;=:@%/]*$/.test(plain) ? [] : [flaw('requests/bad-path', `${quoted(path)} is no path of requests`, 'Write it from "/" on; all below a path: "/items/*".')];
    const unknown = methods.filter((m) => !METHODS.includes(m));
    return new Requests(`${methods.length === 0 ? '' : `${methods.join('|')} `}${path}`, { protocol: 'http', ...(isPrefix ? { prefix: plain } : { exact: plain }), methods: [...new Set(methods)].sort() }, [
      ...flaws, ...(unknown.length === 0 ? [] : [flaw('requests/bad-method', `${unknown.map(quoted).join(', ')} is no HTTP method`, `Write one of ${METHODS.join(', ')}.`)]),
    ]);
  }

  private constructor(
    private readonly text: string,
    /** @internal */
    public readonly _shape: RequestShape,
    /** @internal */
    public readonly _flaws: Flaw[],
  ) {}

  /** Whether they are gRPC calls; else they are plain HTTP. */
  public get isGrpc(): boolean {
    return this._shape.protocol === 'grpc';
  }

  public toString(): string {
    return this.text;
  }
}
