import { Port, PortProtocol } from '../../values/port';
import { Rendered } from '../kube-object';

/** How Istio calls what is spoken; inside of TLS it looks at the name of the host only. */
const PROTOCOLS: { readonly [protocol in PortProtocol]: string | undefined } = {
  [PortProtocol.HTTP]: 'HTTP',
  [PortProtocol.GRPC_WEB]: 'HTTP',
  [PortProtocol.GRPC]: 'GRPC',
  [PortProtocol.H2C]: 'HTTP2',
  [PortProtocol.HTTPS]: 'TLS',
  [PortProtocol.TCP]: 'TCP',
  [PortProtocol.UDP]: undefined,
};

/** Tells an Istio mesh of something outside, so that proxies which know their callees only let calls to it out. @internal */
export function renderServiceEntry(host: string, ports: readonly Port[]): Rendered {
  const byNumber = new Map(ports.filter(({ protocol }) => PROTOCOLS[protocol] !== undefined).map((port) => [port.number, port]));
  return {
    body: {
      spec: {
        hosts: [host],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
        ports: [...byNumber.values()].sort((a, b) => a.number - b.number).map(({ name, number, protocol }) => ({ number, name: `${name}-${number}`, protocol: PROTOCOLS[protocol] })),
      },
    },
  };
}
