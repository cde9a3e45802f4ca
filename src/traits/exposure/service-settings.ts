import { IpStack } from './ip-stack';
import type { LoadBalancerAccessProps } from './service-access';
import { TrafficDistribution } from './traffic-distribution';
import { Feature } from '../../platform/feature';
import { flaw, Flaw, quoted } from '../../values/flaw';
import { hostFlaws } from '../../values/host';
import { KubernetesVersion } from '../../values/kubernetes-version';
import { metadataKeyFlaws } from '../../values/names';
import { NetworkPeer } from '../../values/network-peer';

const FAMILIES: { [stack in IpStack]: { [field: string]: any } } = {
  [IpStack.IPV4]: { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4'] },
  [IpStack.IPV6]: { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv6'] },
  [IpStack.DUAL_WHERE_POSSIBLE]: { ipFamilyPolicy: 'PreferDualStack' },
  [IpStack.DUAL]: { ipFamilyPolicy: 'RequireDualStack' },
};

/** Fields of a Service, as the API writes them; the API's own defaults are written out. @internal */
export function settingsOf(type: string, props: LoadBalancerAccessProps): { [field: string]: any } {
  const isBalanced = type === 'LoadBalancer';
  const keepsAddress = props.keepClientAddress ?? isBalanced;
  return {
    type,
    internalTrafficPolicy: props.ownNodeOnly ? 'Local' : 'Cluster',
    ...(props.clientAffinity === undefined ? {} : {
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: props.clientAffinity.toSeconds({ integral: false }) } },
    }),
    ...(props.ipStack === undefined ? {} : FAMILIES[props.ipStack]),
    ...(type === 'ClusterIP' ? {} : { externalTrafficPolicy: keepsAddress ? 'Local' : 'Cluster' }),
    ...(isBalanced ? { allocateLoadBalancerNodePorts: props.allocateNodePorts ?? true } : {}),
    ...(props.className === undefined ? {} : { loadBalancerClass: props.className }),
    ...(props.sourceRanges === undefined || props.sourceRanges.length === 0 ? {} : { loadBalancerSourceRanges: [...props.sourceRanges] }),
    ...(props.healthCheckPort === undefined ? {} : { healthCheckNodePort: props.healthCheckPort }),
  };
}

/** @internal */
export function trafficOf(prefer: TrafficDistribution | undefined, version: KubernetesVersion): { [field: string]: any } {
  if (prefer === undefined) return {};
  if (!version.isAtLeast(Feature.PREFER_SAME)) return { trafficDistribution: 'PreferClose' };
  return { trafficDistribution: prefer === TrafficDistribution.SAME_ZONE ? 'PreferSameZone' : 'PreferSameNode' };
}

/** @internal */
export function serviceAccessFlaws(props: LoadBalancerAccessProps, version: KubernetesVersion): Flaw[] {
  const { prefer, clientAffinity, className, healthCheckPort } = props;
  const needed = prefer === undefined ? 0 : prefer === TrafficDistribution.SAME_ZONE ? Feature.PREFER_CLOSE : Feature.PREFER_SAME;
  const affinity = clientAffinity?.toSeconds({ integral: false }) ?? 1;
  return [
    ...(version.isAtLeast(needed) || prefer === undefined ? [] : [flaw('service-access/too-new', `Kubernetes ${version} cannot prefer pods of the ${prefer === TrafficDistribution.SAME_ZONE ? 'same zone' : 'same node'}; that came with 1.${needed}`,
      'Leave `prefer` out, or say the newer version on the platform.')]),
    ...(Number.isInteger(affinity) && affinity >= 1 && affinity <= 86_400 ? [] : [flaw('service-access/bad-affinity', `clientAffinity is ${affinity}s; it takes whole seconds from 1 to 86400`, 'Give up to a day, such as Duration.hours(3).')]),
    ...Object.entries(props.nodePorts ?? {}).flatMap(([name, number]) => nodePortFlaws(`the node port of "${name}"`, number)),
    ...(healthCheckPort === undefined ? [] : nodePortFlaws('healthCheckPort', healthCheckPort)),
    ...twice(Object.values(props.nodePorts ?? {})).map((number) => flaw('service-access/bad-node-port', `the node port ${number} is given to two ports`, 'Give each its own number.')),
    ...(healthCheckPort === undefined || (props.keepClientAddress ?? true) ? [] : [flaw('service-access/health-check-unused',
      `healthCheckPort is ${healthCheckPort}, and every node answers, as the client's address is not kept`, 'Leave it out, or keep the client\'s address.')]),
    ...(className === undefined ? [] : metadataKeyFlaws('annotation', className).map(() => flaw('service-access/bad-class',
      `${quoted(className)} names no load balancer implementation`, 'Write it as its documentation does, such as "service.k8s.aws/nlb".'))),
    ...(props.sourceRanges ?? []).flatMap((range) => NetworkPeer.addresses(range)._flaws),
    ...(props.hostnames ?? []).flatMap(hostFlaws),
    ...Object.keys(props.annotations ?? {}).flatMap((key) => metadataKeyFlaws('annotation', key)),
  ];
}

function nodePortFlaws(subject: string, number: number): Flaw[] {
  return Number.isInteger(number) && number >= 1 && number <= 65535 ? [] : [flaw('service-access/bad-node-port', `${subject} is ${number}; ports are whole numbers from 1 to 65535`,
    'Give a number of the cluster\'s range, 30000 to 32767 unless configured otherwise.')];
}

function twice(numbers: number[]): number[] {
  return [...new Set(numbers.filter((number, i) => numbers.indexOf(number) !== i))];
}
