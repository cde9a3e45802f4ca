import { portOf } from './actions';
import { Pod } from './pod';

/** What a pod's metrics say at one moment, added up over the series that have certain labels. */
export async function metricOf(pod: Pod, name: string, labels: Record<string, string> = {}): Promise<number> {
  const port = portOf(pod.identity.spec.containers[0], 'admin');
  const answer = await fetch(`http://${pod.address}:${port}/metrics`);
  if (!answer.ok) throw new Error(`${pod.name} has no metrics: ${answer.status}`);
  const series = (await answer.text()).split('\n').map(line => /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line)).filter(match => match?.[1] === name);
  return series
    .filter(match => Object.entries(labels).every(([label, value]) => `,${match![2]}`.includes(`,${label}="${value}"`)))
    .reduce((sum, match) => sum + Number(match![3]), 0);
}

/** The same, added up over pods. */
export async function metricOfAll(pods: readonly Pod[], name: string, labels: Record<string, string> = {}): Promise<number> {
  return (await Promise.all(pods.map(async pod => metricOf(pod, name, labels)))).reduce((sum, n) => sum + n, 0);
}
