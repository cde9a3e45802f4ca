import { KubeIdentity, ScaleTarget } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** @internal */
export interface VerticalAutoscalerSpec {
  readonly target: ScaleTarget;
  readonly updateMode: string;
  readonly controlledResources: readonly string[];
  readonly controlledValues: 'RequestsOnly' | 'RequestsAndLimits';
  readonly minAllowed: { readonly [resource: string]: string };
  readonly maxAllowed: { readonly [resource: string]: string };
}

/** Sidecars are left alone: who put them there sizes them. @internal */
export function renderVerticalAutoscaler(settled: Settled, identity: KubeIdentity, spec: VerticalAutoscalerSpec): Rendered {
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: {
      spec: {
        targetRef: spec.target,
        updatePolicy: { updateMode: spec.updateMode },
        resourcePolicy: {
          containerPolicies: [
            {
              containerName: identity.container,
              mode: 'Auto',
              controlledResources: spec.controlledResources,
              controlledValues: spec.controlledValues,
              ...optional('minAllowed', spec.minAllowed),
              ...optional('maxAllowed', spec.maxAllowed),
            },
            { containerName: '*', mode: 'Off' },
          ],
        },
      },
    },
  };
}

function optional(field: string, amounts: { readonly [resource: string]: string }) {
  return Object.keys(amounts).length > 0 ? { [field]: amounts } : {};
}
