import { k8s } from 'cdk8s-plus-28';
import { KubeIdentity } from './identity';
import { Facts, Neighbour, NodeTerm } from '../model/facts';
import { Settled } from '../model/settled';

/** How the pods are spread. @internal */
export function renderSpread(settled: Settled, identity: KubeIdentity): k8s.TopologySpreadConstraint[] | undefined {
  const constraints = settled.entries(Facts.SPREAD).map(([topologyKey, s]) => ({
    topologyKey,
    maxSkew: s.maxSkew,
    whenUnsatisfiable: s.whenUnsatisfiable,
    labelSelector: { matchLabels: identity.selector },
    nodeTaintsPolicy: 'Honor',
    minDomains: s.minDomains,
    matchLabelKeys: s.matchLabelKeys && [...s.matchLabelKeys],
  }));
  return constraints.length > 0 ? constraints : undefined;
}

/** On which nodes, and apart from whom. @internal */
export function renderAffinity(settled: Settled, identity: KubeIdentity): k8s.Affinity | undefined {
  const neighbours = settled.entries(Facts.NEIGHBOUR).map(([, neighbour]) => neighbour);
  const nodeAffinity = onNodes(settled);
  const podAffinity = placed(neighbours.filter((neighbour) => neighbour.near));
  const podAntiAffinity = placed([...neighbours.filter((neighbour) => !neighbour.near), ...apart(settled, identity)]);
  return nodeAffinity || podAffinity || podAntiAffinity ? { nodeAffinity, podAffinity, podAntiAffinity } : undefined;
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
function apart(settled: Settled, identity: KubeIdentity): Neighbour[] {
  const host = 'kubernetes.io/hostname';
  return settled.entries(Facts.SPREAD).some(([topologyKey]) => topologyKey === host)
    ? [{ near: false, topologyKey: host, labels: identity.selector, weight: 100 }] : [];
}

function placed(neighbours: Neighbour[]): k8s.PodAffinity | undefined {
  if (neighbours.length === 0) return undefined;
  const term = ({ topologyKey, labels, namespace }: Neighbour) => (
    { topologyKey, labelSelector: { matchLabels: { ...labels } }, namespaces: namespace === undefined ? undefined : [namespace] });
  const demands = neighbours.filter((neighbour) => neighbour.weight === undefined).map(term);
  const wishes = neighbours.filter((neighbour) => neighbour.weight !== undefined).map((wish) => ({ weight: wish.weight!, podAffinityTerm: term(wish) }));
  return {
    requiredDuringSchedulingIgnoredDuringExecution: demands.length > 0 ? demands : undefined,
    preferredDuringSchedulingIgnoredDuringExecution: wishes.length > 0 ? wishes : undefined,
  };
}
