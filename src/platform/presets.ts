import { Size } from 'cdk8s';
import { Environment } from './environment';
import { GoldenPath } from './golden-path';
import type { PlatformProps } from './platform-props';
import { KIND_PROVIDER, MINIKUBE_PROVIDER } from './providers/local';
import { Cpu } from '../values/cpu';
import { KubernetesVersion } from '../values/kubernetes-version';
import { NetworkPeer } from '../values/network-peer';

/** What holds where nobody says otherwise. @internal */
export const PLATFORM_DEFAULTS: PlatformProps = {
  kubernetesVersion: KubernetesVersion.V1_33,
  goldenPath: GoldenPath.V1,
  environment: Environment.PRODUCTION,
  imagePullSecrets: [],
  imagePolicy: {},
  labels: {},
  // An idle Go service needs a few millicores and some 20 MiB; this leaves it room
  // for a garbage collection and keeps small clusters usable.
  cpu: Cpu.millis(100),
  memory: Size.mebibytes(128),
  secretPolicy: {},
  monitoringNamespace: 'monitoring',
  dns: [NetworkPeer.namespace('kube-system'), NetworkPeer.addresses('169.254.20.10/32')],
  dnsPort: 53,
  apiServer: [NetworkPeer.anywhere()],
  apiServerPort: 6443,
  clusterDomain: 'cluster.local',
};

/** A developer's machine: little CPU, images loaded by hand, nobody to page. @internal */
const LOCAL: PlatformProps = {
  environment: Environment.LOCAL,
  cpu: Cpu.millis(50),
  memory: Size.mebibytes(128),
  imagePolicy: { allowMovingTags: true },
};

/** @internal */
export const KIND: PlatformProps = { ...LOCAL, provider: KIND_PROVIDER };

/** @internal */
export const MINIKUBE: PlatformProps = { ...LOCAL, apiServerPort: 8443, provider: MINIKUBE_PROVIDER };
