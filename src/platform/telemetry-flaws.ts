import { TelemetryEndpoint } from './telemetry';
import { Flaw, flaw, quoted } from '../values/flaw';

/** What a URL may take from the pod it is written for; Telemetry writes it. @internal */
export const HOST_IP = 'HOST_IP';

/** @internal */
export function telemetryFlaws({ endpoint, sampleRatio = 1, propagators }: TelemetryEndpoint): Flaw[] {
  const unknown = [...endpoint.matchAll(/\$\(([^)]*)\)/g)].map(([, name]) => name).filter((name) => name !== HOST_IP);
  return [
    ...(sampleRatio >= 0 && sampleRatio <= 1 ? [] : [flaw('platform/bad-sample-ratio', `the sample ratio is ${sampleRatio}`, 'Give a number from 0 to 1.')]),
    ...(/^https?:\/\/[^/\s:]+(:[0-9]+)?(\/.*)?$/.test(endpoint) ? [] : [flaw('platform/bad-telemetry-endpoint',
      `${quoted(endpoint)} is not a URL`, 'Write the collector\'s base URL, such as "http://collector.observability.svc.cluster.local:4318".')]),
    ...unknown.map((name) => flaw('platform/unknown-variable', `the collector's URL ${quoted(endpoint)} names the variable ${name}, which programs do not have`,
      `Name $(${HOST_IP}), the address of the pod's node, or write the URL out.`)),
    ...(propagators?.length === 0 ? [flaw('platform/no-propagators',
      'programs are told to pass on no trace, so the spans of every program would be traces of their own', 'Name a propagator, or leave `propagators` out.')] : []),
  ];
}
