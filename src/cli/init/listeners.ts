import { GoPackage } from './go-source';
import { Listener, Service } from './project';

/** A text such as `:8080`; an address of this machine alone is nobody else's. */
const ADDRESS = /"(?:0\.0\.0\.0|\[::\])?:(\d{2,5})"/g;
const READY = ['/readyz', '/ready', '/-/ready', '/health/ready', '/healthz', '/health', '/healthcheck', '/-/healthy'];
const LIVE = ['/livez', '/live', '/alive', '/health/live'];

/** What a program listens on and answers to, as far as its sources say so. @internal */
export function listeningOf(packages: readonly GoPackage[]): Omit<Service, 'name' | 'package'> {
  const lines = packages.flatMap((p) => p.lines);
  const imports = new Set(packages.flatMap((p) => p.imports));
  const places = lines.flatMap((line) => [...line.matchAll(ADDRESS)].map(([, number]) => ({ line, number: Number(number) })))
    .filter(({ line, number }) => number > 0 && number < 65536 && !/pprof/i.test(line));
  const adminPort = places.find(({ line }) => /admin|metrics|health|probe|debug|monitor/i.test(line))?.number;
  const hasHttp = lines.some((line) => /\bhttp\.(Server\{|ListenAndServe|Serve\()/.test(line));
  const protocolOf = (line: string) => (imports.has('google.golang.org/grpc') && (/grpc|net\.Listen\(/i.test(line) || !hasHttp) ? 'grpc' : 'http');
  return {
    listeners: distinct(places.filter(({ number }) => number !== adminPort).map(({ line, number }) => ({ number, protocol: protocolOf(line) }))),
    adminPort,
    readyPath: READY.find((path) => isRoute(lines, path)),
    livePath: LIVE.find((path) => isRoute(lines, path)),
    hasGrpcHealth: imports.has('google.golang.org/grpc/health'),
  };
}

function isRoute(lines: readonly string[], path: string): boolean {
  return lines.some((line) => line.includes(`"${path}"`) || line.includes(`"GET ${path}"`));
}

function distinct(listeners: readonly Listener[]): Listener[] {
  return [...new Map(listeners.map((listener) => [listener.number, listener])).values()].sort((a, b) => a.number - b.number);
}
