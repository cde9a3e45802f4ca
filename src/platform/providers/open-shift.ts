import { Provider } from './provider';
import { NetworkPeer } from '../../values/network-peer';
import type { PlatformProps } from '../platform-props';

/**
 * Red Hat OpenShift 4, wherever it runs.
 *
 * - Users: the security context constraint `restricted-v2` gives every pod a user and an fsGroup
 *   out of its namespace's range, and refuses a pod that names others.
 *   https://docs.redhat.com/en/documentation/openshift_container_platform/4.19/html/authentication_and_authorization/managing-pod-security-policies
 * - DNS: the pods of `openshift-dns` listen on 5353; policies match pod ports.
 *   https://docs.redhat.com/en/documentation/openshift_container_platform/4.19/html/networking_operators/dns-operator
 * - Metrics of your own programs are scraped from `openshift-user-workload-monitoring`;
 *   `openshift-monitoring` scrapes the platform's.
 *   https://docs.redhat.com/en/documentation/openshift_container_platform/4.19/html/monitoring/configuring-user-workload-monitoring
 * - Network policies: OVN-Kubernetes enforces them.
 * - Ingress: the router, which makes a Route of each Ingress of its class. Its pods are in `openshift-ingress`;
 *   where they are on the network of the nodes, their connections count as `openshift-host-network`.
 *   https://docs.redhat.com/en/documentation/openshift_container_platform/4.19/html/network_security/network-policy
 *
 * The default storage class is that of the cloud below, so none is named.
 *
 * @internal
 */
export const OPEN_SHIFT: PlatformProps = {
  assignsUser: true,
  dns: [NetworkPeer.namespace('openshift-dns')],
  dnsPort: 5353,
  monitoringNamespace: 'openshift-user-workload-monitoring',
  provider: Provider._of({
    name: 'OpenShift',
    networkPoliciesEnforced: true,
    networkPolicies: 'enforced by OVN-Kubernetes',
    ingress: { className: 'openshift-default', callers: [NetworkPeer.namespace('openshift-ingress'), NetworkPeer.namespace('openshift-host-network')] },
  }),
};
