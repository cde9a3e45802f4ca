import { Provider } from './provider';

/** Its network enforces policies since kind 0.24: https://github.com/kubernetes-sigs/kind/releases/tag/v0.24.0 @internal */
export const KIND_PROVIDER = Provider._of({
  name: 'kind',
  networkPoliciesEnforced: true,
  networkPolicies: 'enforced from kind 0.24 on',
});

/** https://minikube.sigs.k8s.io/docs/handbook/network_policy/ @internal */
export const MINIKUBE_PROVIDER = Provider._of({
  name: 'minikube',
  networkPoliciesEnforced: false,
  networkPolicies: 'enforced where it was started with --cni=calico',
});
