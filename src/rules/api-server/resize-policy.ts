import { Complain, items, record, show, unique } from './complaint';

/** When a container is resized in place. @internal */
export function checkResizePolicy(policies: unknown, path: string, ends: boolean, pod: { readonly restartPolicy: string }, complain: Complain): void {
  const all = items(policies);
  if (all.length === 0) return;
  all.forEach((policy, i) => {
    const { resourceName, restartPolicy } = record(policy);
    if (resourceName !== 'cpu' && resourceName !== 'memory') complain('api/unknown-word', `${path}[${i}].resourceName`, `${show(resourceName ?? '')} is not cpu or memory`, 'Use one of these words.');
    if (restartPolicy !== 'NotRequired' && restartPolicy !== 'RestartContainer') {
      complain('api/unknown-word', `${path}[${i}].restartPolicy`, `${show(restartPolicy ?? '')} is not NotRequired or RestartContainer`, 'Use one of these words.');
    } else if (restartPolicy === 'RestartContainer' && (ends || pod.restartPolicy === 'Never')) {
      complain('api/resize-restart', `${path}[${i}].restartPolicy`, 'the container is never restarted', 'Write NotRequired.');
    }
  });
  unique(complain, (i) => `${path}[${i}].resourceName`, all.map((policy) => record(policy).resourceName), 'the resource');
}
