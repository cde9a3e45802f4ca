import { k8s } from 'cdk8s-plus-28';
import { Port } from '../values/port';
import { Probe } from '../values/probe';

/** @internal */
export function renderProbe(probe: Probe | undefined, ports: { [name: string]: Port }): k8s.Probe | undefined {
  if (probe === undefined) return undefined;
  const timing = {
    periodSeconds: probe._periodSeconds,
    timeoutSeconds: probe._timeoutSeconds,
    failureThreshold: probe._failureThreshold,
    successThreshold: 1,
  };
  const action = probe._action;
  switch (action.kind) {
    case 'http': return { httpGet: { path: action.path, port: portRef(action.port, ports), scheme: 'HTTP' }, ...timing };
    case 'tcp': return { tcpSocket: { port: portRef(action.port, ports) }, ...timing };
    case 'grpc': return { grpc: { port: action.port.number, service: action.service }, ...timing };
    case 'exec': return { exec: { command: [...action.command] }, ...timing };
  }
}

/** By name, so that a port may move; by number where the container does not name it. */
function portRef(port: Port, ports: { [name: string]: Port }): k8s.IntOrString {
  return ports[port.name]?.number === port.number ? k8s.IntOrString.fromString(port.name) : k8s.IntOrString.fromNumber(port.number);
}
