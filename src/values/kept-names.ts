import { Flaw, flaw, quoted } from './flaw';
import { containerNameFlaws, labelValueFlaws, metadataKeyFlaws, objectNameFlaws, workloadNameFlaws } from './names';

/**
 * What a workload keeps that ran before it was declared here: labels that cannot be changed,
 * and names that others go by.
 *
 * A Deployment's selector is immutable, and a Service that gets another name is one that nobody
 * finds. Everything of the workload that selects pods or names one of these objects follows.
 */
export interface KeptNames {
  /**
   * The labels that its pods are selected by; at least one.
   * @default - `app.kubernetes.io/instance: <name>`
   */
  readonly selector?: { [label: string]: string };
  /**
   * The program's container.
   * @default - the workload's name
   */
  readonly container?: string;
  /**
   * The Service.
   * @default - the workload's name
   */
  readonly service?: string;
  /**
   * The ServiceAccount.
   * @default - the workload's name
   */
  readonly serviceAccount?: string;
  /**
   * The HorizontalPodAutoscaler.
   * @default - the workload's name
   */
  readonly autoscaler?: string;
  /**
   * The PodDisruptionBudget.
   * @default - the workload's name
   */
  readonly disruptionBudget?: string;
}

/** @internal */
export function keptNameFlaws(kept: KeptNames): Flaw[] {
  const { selector, container, service, serviceAccount, autoscaler, disruptionBudget } = kept;
  const labels = Object.entries(selector ?? {});
  return [
    ...(selector !== undefined && labels.length === 0 ? [flaw('keeps/empty-selector', 'the selector that is kept has no label; it would select every pod of the namespace',
      'Name the labels of the Deployment\'s spec.selector.matchLabels.')] : []),
    ...labels.flatMap(([key, value]) => [...metadataKeyFlaws('label', key), ...labelValueFlaws(key, String(value))]),
    ...(container === undefined ? [] : containerNameFlaws(container)),
    ...(service === undefined ? [] : serviceNameFlaws(service)),
    ...Object.entries({ ServiceAccount: serviceAccount, HorizontalPodAutoscaler: autoscaler, PodDisruptionBudget: disruptionBudget })
      .flatMap(([kind, name]) => (name === undefined ? [] : objectNameFlaws(kind, name))),
  ];
}

/** A DNS-1035 label: it begins with a letter. */
function serviceNameFlaws(name: string): Flaw[] {
  return workloadNameFlaws(name, 63, 'a DNS label holds no more').length === 0 ? [] : [flaw('keeps/bad-name', `${quoted(name)} is not a name that a Service can have`, 'Give the name that it has in the cluster.')];
}
