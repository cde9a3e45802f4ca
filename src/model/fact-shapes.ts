import { Image } from '../values/image';
import { NetworkPeer } from '../values/network-peer';
import { Port } from '../values/port';
import { Probe } from '../values/probe';
import { SecretKey } from '../values/secret-key';

/*
 * What a fact may look like that is no plain value.
 */

/** Where the value of an environment variable comes from. @internal */
export type EnvSource =
  /** `config`: part of the configuration, which lives in the ConfigMap */
  | { readonly kind: 'text'; readonly text: string; readonly config?: boolean }
  | { readonly kind: 'secret'; readonly key: SecretKey }
  | { readonly kind: 'field'; readonly path: string }
  | { readonly kind: 'resource'; readonly resource: string; readonly divisor: string };

/** @internal */
export interface ConfigFile {
  readonly content: string;
  readonly mode?: number;
  /** the directory that is mounted, where the file is further down */
  readonly root?: string;
  /** whether the content is base64 */
  readonly isBinary?: boolean;
}
/** @internal */
export interface Scratch { readonly bytes: number; readonly memory: boolean }
/** A directory with one file per key of a Secret. @internal */
export interface SecretFiles { readonly secretName: string; readonly items: { readonly [key: string]: string }; readonly mode: number }
/** One opening in a network policy: that peer, on that pod port. @internal */
export interface Opening { readonly peer: NetworkPeer; readonly port?: number; readonly protocols: readonly string[]; /** a declared call, of which more is known (CALL, CALLER); or what ends at the mesh's own proxy */ readonly of?: 'call' | 'proxy' }
/** Where the proxies of a mesh take what its members send, whichever port it is for. @internal */
export interface MeshInbound { readonly port: number; /** namespaces beside the workload's own whose pods are members */ readonly namespaces: readonly string[] }
/** @internal */
export interface Claim { readonly mountPath: string; readonly bytes: number; readonly storageClass?: string }
/** Runs to its end before the main container starts; same image, env and mounts. @internal */
export interface InitContainer { readonly command: readonly string[]; readonly args?: readonly string[] }
/** A volume that the main container sees; the source is as the API writes it: `{ persistentVolumeClaim: { … } }`. @internal */
export interface MountedVolume { readonly mountPath: string; readonly readOnly: boolean; readonly subPath?: string; readonly source: { readonly [field: string]: any } }
/** When another container of the pod runs: to its end before the program, from before it until after it, or beside it. @internal */
export type ContainerStage = 'init' | 'nativeSidecar' | 'sidecar';
/** Another container of the pod, with an image of its own. @internal */
export interface SideContainer {
  readonly stage: ContainerStage;
  /** among its stage: the lowest comes first */
  readonly order: number;
  readonly image: Image;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env: { readonly [name: string]: EnvSource };
  readonly ports: readonly Port[];
  readonly cpuRequest?: number;
  readonly cpuLimit?: number;
  /** request and limit */
  readonly memory?: number;
  readonly probes: { readonly [kind: string]: Probe };
  /** directories of the main container that it sees too, at the same path; true: it may not write there */
  readonly mounts: { readonly [path: string]: boolean };
  /** what differs from the main container's security context, as the API writes it */
  readonly security: { readonly [field: string]: any };
}
/** One demand or wish on the node's labels. @internal */
export interface NodeTerm { readonly key: string; readonly operator: string; readonly values: readonly string[]; /** 1 to 100 for a wish; a demand has none */ readonly weight?: number }
/** @internal */
export interface Spread {
  readonly maxSkew: number;
  readonly whenUnsatisfiable: string;
  readonly minDomains?: number;
  /** labels whose value must be the pod's own for another pod to count */
  readonly matchLabelKeys?: readonly string[];
}
/** Pods to be near to, or apart from. @internal */
export interface Neighbour {
  readonly near: boolean;
  readonly topologyKey: string;
  readonly labels: { readonly [key: string]: string };
  /** theirs, where it differs */
  readonly namespace?: string;
  /** 1 to 100 for a wish; a demand has none */
  readonly weight?: number;
}
/** What an autoscaler aims at by one metric or trigger, and which of the requests it measures against, if any. @internal */
export interface ScalingTarget { readonly amount: number; readonly text: string; readonly resource?: string }
/** A host under which requests come in from outside, and where they go. @internal */
export interface ExposedHost {
  readonly host: string;
  /** what lets them in, in words: `Gateway gateways/public` */
  readonly by: string;
  /** those who come in, as network policies see them */
  readonly peers: readonly string[];
  /** the port that is reached, once it is known which */
  readonly port?: Port;
  readonly routes: readonly string[];
  /** those who get a share of a route's requests */
  readonly splits: ReadonlyArray<{ readonly route: string; readonly to: string; readonly path?: string; readonly percent: number }>;
}
/** Who decides the number of pods. @internal */
export type Replicas = { readonly fixed: number } | { readonly owner: string };
