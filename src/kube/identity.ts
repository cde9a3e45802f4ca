import { KeptNames } from '../values/kept-names';

/** The object that makes the pods, as an autoscaler names it. @internal */
export interface ScaleTarget { readonly apiVersion: string; readonly kind: string; readonly name: string }

/**
 * Who a workload is for the cluster: one name, one namespace, one selector label.
 *
 * The selector holds nothing but the name. Selectors of Deployments and
 * StatefulSets are immutable, so whatever else they held could never change. What ran
 * before under other labels and names keeps them.
 *
 * @internal
 */
export class KubeIdentity {
  /** the only label that selectors use */
  public static readonly SELECTOR_LABEL = 'app.kubernetes.io/instance';

  private podLabels?: { [key: string]: string };
  private kept: KeptNames = {};

  constructor(public readonly name: string, public readonly namespace?: string) {}

  public get selector(): { [key: string]: string } {
    return { ...(this.podLabels ?? { [KubeIdentity.SELECTOR_LABEL]: this.name }) };
  }

  /** Of pods that an operator makes: it gives them labels of its own, and selects by those. */
  public labelledBy(labels: { readonly [key: string]: string }): void {
    this.podLabels = { ...labels };
  }

  /** Of what ran before under other labels and names. */
  public keep(kept: KeptNames): void {
    this.kept = kept;
    if (kept.selector !== undefined) this.labelledBy(kept.selector);
  }

  /** The container of the program. */
  public get container(): string {
    return this.kept.container ?? this.name;
  }

  /** The Service with an address of its own. */
  public get service(): string {
    return this.kept.service ?? this.name;
  }

  public get serviceAccount(): string {
    return this.kept.serviceAccount ?? this.name;
  }

  public get autoscaler(): string {
    return this.kept.autoscaler ?? this.name;
  }

  public get disruptionBudget(): string {
    return this.kept.disruptionBudget ?? this.name;
  }

  /** The name of the extra Service without an address of its own. */
  public get headlessName(): string {
    return `${this.name}-headless`;
  }

  /** The DNS name of a Service of this workload; short where no namespace is known. */
  public hostOf(service: string, clusterDomain: string): string {
    return this.namespace === undefined ? service : `${service}.${this.namespace}.svc.${clusterDomain}`;
  }
}
