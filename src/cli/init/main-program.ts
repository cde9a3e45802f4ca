import { Listener, Project, Service } from './project';
import { quotedTs, toConstant } from './words';

/** What fills the blanks of deploy/main.ts: how the services run. @internal */
export function programWords({ services, goVersion }: Project): { readonly NOUNS: string; readonly WORKLOADS: string } {
  const blocks = services.map((service) => blockOf(service, goVersion));
  const used = ['GoMicroservice', 'GoWorker', 'GoVersion', 'HealthChecks', 'Port', 'PortProtocol'].filter((noun) => blocks.some((block) => new RegExp(`\\b${noun}\\b`).test(block)));
  const nouns = [...used, 'GoldenPath', 'GopherApp', 'Image', 'ImageLock', 'Namespace', 'Platform'].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  return { NOUNS: nouns.join(', '), WORKLOADS: blocks.join('\n\n') };
}

function blockOf(service: Service, goVersion: string): string {
  const isWorker = service.listeners.length === 0;
  const ports = service.listeners.map((listener) => portOf(listener, service.listeners));
  const health = healthOf(service);
  return [
    `const ${toConstant(service.name)} = new ${isWorker ? 'GoWorker' : 'GoMicroservice'}(chart, ${quotedTs(service.name)}, {`,
    `  image: image(${quotedTs(service.name)}),`,
    ...goVersion === '1.26' ? [] : [`  goVersion: GoVersion.of(${quotedTs(goVersion)}),`],
    ...isWorker || ports.join() === 'Port.http(8080)' ? [] : [`  ports: [${ports.join(', ')}],`],
    ...health === undefined ? [] : [`  ${health}`],
    '});',
  ].join('\n');
}

function portOf({ number, protocol }: Listener, all: readonly Listener[]): string {
  const isFirst = all.find((listener) => listener.protocol === protocol)?.number === number;
  return isFirst ? `Port.${protocol}(${number})` : `Port.named('${protocol}-${number}', ${number}, PortProtocol.${protocol.toUpperCase()})`;
}

/** How the kubelet asks, where that is not as by default. */
function healthOf({ listeners, adminPort, livePath, readyPath, hasGrpcHealth }: Service): string | undefined {
  if (adminPort !== undefined && readyPath !== undefined) {
    const others = [
      ...adminPort === 8081 ? [] : [`adminPort: ${adminPort}`],
      ...(livePath ?? readyPath) === '/livez' ? [] : [`livePath: ${quotedTs(livePath ?? readyPath)}`],
      ...readyPath === '/readyz' ? [] : [`readyPath: ${quotedTs(readyPath)}`],
    ];
    return others.length === 0 ? undefined : `traits: [new HealthChecks({ ${others.join(', ')} })],`;
  }
  if (listeners.length === 0) return 'without: [HealthChecks.ID], // it answers no probes yet';
  if (listeners.every(({ protocol }) => protocol === 'grpc') && hasGrpcHealth) return 'traits: [HealthChecks.overGrpc()],';
  const paths = [...readyPath === undefined ? [] : [`readyPath: ${quotedTs(readyPath)}`], ...livePath === undefined ? [] : [`livePath: ${quotedTs(livePath)}`]];
  return `traits: [HealthChecks.onPort(${paths.length === 0 ? '' : `{ ${paths.join(', ')} }`})],`;
}
