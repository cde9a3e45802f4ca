import { k8s } from 'cdk8s-plus-28';
import { KubeIdentity } from './identity';
import { Facts, NodeTerm } from '../model/facts';
import { Settled } from '../model/settled';

/** How the pods are spread. @internal */
export function renderSpread(settled: Settled, identity: KubeIdentity): k8s.TopologySpreadConstraint[] | undefined {
  const constraints = settled.entries(Facts.SPREAD).map(([topologyKey, s]) => ({
    topologyKey,
    maxSkew: s.maxSkew,
    whenUnsatisfiable: s.whenUnsatisfiable,
    labelSelector: { matchLabels: identity.selector },
    nodeTaintsPolicy: 'Honor',
  }));
  return constraints.length > 0 ? constraints : undefined;
}

/** On which nodes, and apart from whom. @internal */
export function renderAffinity(settled: Settled, identity: KubeIdentity): k8s.Affinity | undefined {
  const [nodeAffinity, podAntiAffinity] = [onNodes(settled), apart(settled, identity)];
  return nodeAffinity || podAntiAffinity ? { nodeAffinity, podAntiAffinity } : undefined;
}

/** @internal */
export function renderTolerations(settled: Settled): { tolerations?: any[] } {
  const tolerations = settled.entries(Facts.TOLERATION).map(([, toleration]) => toleration);
  return tolerations.length > 0 ? { tolerations } : {};
}

function onNodes(settled: Settled): k8s.NodeAffinity | undefined {
  const terms = settled.entries(Facts.NODE).map(([, term]) => term);
  const demands = terms.filter((term) => term.weight === undefined);
  const wishes = terms.filter((term) => term.weight !== undefined);
  if (terms.length === 0) return undefined;
  return {
    requiredDuringSchedulingIgnoredDuringExecution: demands.length > 0 ? { nodeSelectorTerms: [{ matchExpressions: demands.map(expression) }] } : undefined,
    preferredDuringSchedulingIgnoredDuringExecution: wishes.length > 0
      ? wishes.map((term) => ({ weight: term.weight!, preference: { matchExpressions: [expression(term)] } })) : undefined,
  };
}

function expression(term: NodeTerm): k8s.NodeSelectorRequirement {
  return { key: term.key, operator: term.operator, values: term.values.length > 0 ? [...term.values] : undefined };
}

/** The older way to say what the spreading over hosts says; what only reads that one finds it too. */
function apart(settled: Settled, identity: KubeIdentity): k8s.PodAntiAffinity | undefined {
  const host = 'kubernetes.io/hostname';
  if (!settled.entries(Facts.SPREAD).some(([topologyKey]) => topologyKey === host)) return undefined;
  const podAffinityTerm = { topologyKey: host, labelSelector: { matchLabels: identity.selector } };
  return { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm }] };
}
