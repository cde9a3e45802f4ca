/**
 * Why a fact of ours may differ from the original's: one of these rules must say
 * something about the original.
 */
export const EXPLANATIONS: { readonly [fact: string]: readonly string[] } = {
  pods: ['operability/single-pod', 'operability/no-budget', 'operability/no-budget-when-scaled'],
  budget: ['operability/single-pod', 'operability/no-budget', 'operability/no-budget-when-scaled'],
  spread: ['operability/single-pod', 'operability/no-budget', 'operability/no-budget-when-scaled'],
  services: ['operability/grpc-on-one-pod'],
  readiness: ['operability/no-readiness', 'operability/same-probe', 'operability/probes-look-same', 'operability/shell-may-be-missing'],
  liveness: ['operability/no-readiness', 'operability/same-probe', 'operability/probes-look-same', 'operability/shell-may-be-missing'],
  startup: ['operability/no-readiness', 'operability/same-probe', 'operability/probes-look-same', 'operability/shell-may-be-missing'],
  memoryRequest: ['operability/memory-overcommitted', 'operability/no-memory-limit'],
  memoryLimit: ['operability/memory-overcommitted', 'operability/no-memory-limit'],
  cpuRequest: ['operability/no-requests'],
  user: ['pod-security/not-restricted', 'operability/user-not-numeric'],
  nonRoot: ['pod-security/not-restricted'],
  escalation: ['pod-security/not-restricted'],
  capabilities: ['pod-security/not-restricted'],
  seccomp: ['pod-security/not-restricted'],
  readOnlyRoot: ['operability/writable-root'],
  writable: ['operability/no-writable-tmp', 'operability/writable-root'],
  serviceAccount: ['operability/default-service-account'],
  token: ['operability/token-mounted'],
  serviceLinks: ['operability/service-links'],
  grace: ['operability/no-drain-delay'],
  drainDelay: ['operability/no-drain-delay'],
  minReadySeconds: ['operability/rollout-takes-pods'],
  strategy: ['operability/rollout-takes-pods'],
  floatingImage: ['operability/moving-image'],
};
