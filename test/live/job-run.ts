import { setTimeout as sleep } from 'node:timers/promises';
import { Job, PodTemplate } from './objects';
import { Pod, Termination } from './pod';

/** One run of a Job with one completion: a pod, and another one after each that failed, as often as the Job allows. */
export class JobRun {
  public succeeded = false;
  /** All that its containers wrote. */
  public output = '';
  private readonly pods: Pod[] = [];

  constructor(private readonly job: Job, private readonly make: (name: string, template: PodTemplate) => Pod) {}

  public get attempts(): number {
    return this.pods.length;
  }

  /** Returns when it has succeeded, or may not try again. */
  public async start(): Promise<void> {
    const { metadata: { name }, spec: { backoffLimit = 6, podFailurePolicy, template } } = this.job;
    const labels = { ...template.metadata?.labels, 'batch.kubernetes.io/job-name': name };
    for (let failures = 0; !this.succeeded && failures <= backoffLimit; failures++) {
      await sleep(failures * 1000); // the controller waits ten times as long
      const pod = this.make(`${name}-${Math.random().toString(36).slice(2, 7)}`, { ...template, metadata: { ...template.metadata, labels } });
      this.pods.push(pod);
      pod.start();
      const codes = await pod.ended();
      this.succeeded = codes.join() === '0';
      this.output += [...pod.identity.spec.initContainers ?? [], ...pod.identity.spec.containers].map(container => pod.container(container.name).logs()).join('');
      if (podFailurePolicy?.rules.some(({ action, onExitCodes }) => action === 'FailJob' && codes.some(code => onExitCodes?.values.includes(code)))) return;
    }
  }

  public async terminate(): Promise<Termination[]> {
    return Promise.all(this.pods.splice(0).map(async pod => pod.terminate()));
  }
}
