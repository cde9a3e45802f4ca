import { Complain, items, named, record, show, unique } from './complaint';
import { inFormat, is } from './formats';

/** The ports of a container. @internal */
export function checkPorts(ports: unknown, path: string, complain: Complain): void {
  const all = items(ports);
  all.forEach((port, i) => {
    const { name, containerPort, hostPort } = record(port);
    if (named(name)) inFormat(complain, `${path}[${i}].name`, name, is.portName, 'a port\'s name: at most 15 lower-case letters, digits and "-", with a letter, without "--"');
    if (!is.port(containerPort)) complain('api/bad-port', `${path}[${i}].containerPort`, `${show(containerPort ?? '')} is not a port`, 'Give a number from 1 to 65535.');
    if (typeof hostPort === 'number' && hostPort !== 0 && !is.port(hostPort)) complain('api/bad-port', `${path}[${i}].hostPort`, `${hostPort} is not a port`, 'Give a number from 1 to 65535.');
  });
  unique(complain, (i) => `${path}[${i}].name`, all.map((port) => record(port).name || undefined), 'the port name');
}

/** Ports of the node: each once, and on the host network the same as the container's. @internal */
export function checkHostPorts(containers: any[], path: string, { hostNetwork }: { readonly hostNetwork: boolean }, complain: Complain): void {
  const seen = new Set<string>();
  containers.forEach((container, i) => items(record(container).ports).forEach((port, j) => {
    const { protocol, hostIP, hostPort, containerPort } = record(port);
    const at = `${path}[${i}].ports[${j}].hostPort`;
    if (hostPort) {
      const key = `${protocol || 'TCP'} ${hostIP ?? ''} ${hostPort}`;
      if (seen.has(key)) complain('api/duplicate', at, `port ${hostPort} of the node is taken twice`, 'Keep one of the two.');
      seen.add(key);
    }
    if (hostNetwork && hostPort && hostPort !== containerPort) complain('api/host-port', at, 'on the host network a port has one number only', 'Leave hostPort out.');
  }));
}
