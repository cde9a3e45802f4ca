import { createHash } from 'crypto';
import { Call, Caller, callText } from './call';
import { Claim, ConfigFile, EnvSource, ExposedHost, InitContainer, MeshInbound, MountedVolume, Neighbour, NodeTerm, Opening, Replicas, ScalingTarget, Scratch, SecretFiles, SideContainer, Spread } from './fact-shapes';
import { MapSlot, Slot } from './slot';
import { RateLimit } from '../values/calls/rate-limit';
import { Resilience } from '../values/calls/resilience';
import { durationText } from '../values/calls/whole-millis';
import { Grant } from '../values/grant';
import { Image } from '../values/image';
import { NetworkPeer } from '../values/network-peer';
import { PodAmount } from '../values/pod-amount';
import { Port } from '../values/port';
import { Probe } from '../values/probe';
import { bytesQuantity, millisQuantity } from '../values/quantity';

export * from './fact-shapes';

/*
 * The vocabulary: every kind of fact that can be said about a workload. Traits and
 * links write these, renderers read them, explain() lists them.
 */

const plainText = (value: unknown) => String(value);
const bytes = (value: number) => bytesQuantity(value);
const seconds = (value: number) => `${value}s`;

const envText = (e: EnvSource) => e.kind === 'text' ? e.text
  : e.kind === 'secret' ? `from ${e.key}`
    : e.kind === 'field' ? `from the pod's ${e.path}` : `from ${e.resource}`;

/** @internal */
export const Facts = {
  // the program
  IMAGE: new Slot<Image>('image', plainText),
  PULL_POLICY: new Slot<string>('image/pullPolicy'),
  PULL_SECRETS: new MapSlot<boolean>('image/pullSecret'),
  COMMAND: new Slot<readonly string[]>('command'),
  ARGS: new Slot<readonly string[]>('args'),
  ENV: new MapSlot<EnvSource>('env', envText),
  INIT: new MapSlot<InitContainer>('initContainer'),
  CONTAINER: new MapSlot<SideContainer>('container'),
  LIFECYCLE: new MapSlot<any>('lifecycle'),

  // what it may use
  CPU_REQUEST: new Slot<number>('cpu/request', millisQuantity),
  CPU_LIMIT: new Slot<number>('cpu/limit', millisQuantity),
  MEMORY_REQUEST: new Slot<number>('memory/request', bytes),
  MEMORY_LIMIT: new Slot<number>('memory/limit', bytes),
  DISK_REQUEST: new Slot<number>('ephemeralStorage/request', bytes),
  DISK_LIMIT: new Slot<number>('ephemeralStorage/limit', bytes),
  RESIZE: new MapSlot<string>('resizePolicy'),

  // files
  FILE: new MapSlot<ConfigFile>('file', (f) => `${f.content.length} characters${f.mode === undefined ? '' : `, mode 0${f.mode.toString(8)}`}, ${shortDigest(f.content)}`),
  SCRATCH: new MapSlot<Scratch>('scratch', (s) => `${bytesQuantity(s.bytes)}${s.memory ? ' in memory' : ''}`),
  SECRET_FILES: new MapSlot<SecretFiles>('secretFiles'),
  CLAIM: new MapSlot<Claim>('claim'),
  VOLUME: new MapSlot<MountedVolume>('volume'),
  CONFIG_MAP: new Slot<string>('configMap'),
  /** a volume that only containers see which are injected later, as the API writes it */
  UNMOUNTED: new MapSlot<any>('volume/unmounted'),
  /** a file of source code that goes with the manifests, by its path */
  SOURCE_FILE: new MapSlot<string>('sourceFile', (text) => `${text.length} characters, ${shortDigest(text)}`),

  // ports and health
  PORT: new MapSlot<Port>('port', plainText),
  /** the port of the node that leads to a port of the container, by that port's name */
  HOST_PORT: new MapSlot<number>('port/onNode', plainText),
  SERVED: new MapSlot<Port>('service/port', plainText),
  HEADLESS: new Slot<boolean>('service/headless', plainText),
  SERVICE_SETTING: new MapSlot<any>('service/setting'),
  SERVICE_ANNOTATION: new MapSlot<string>('service/annotation'),
  NODE_PORT: new MapSlot<number>('service/nodePort', plainText),
  /** who may connect to every port of the Service */
  SERVICE_CALLER: new MapSlot<NetworkPeer>('service/from', plainText),
  PROBE: new MapSlot<Probe>('probe', plainText),

  // life cycle
  REPLICAS: new Slot<Replicas>('replicas', (r) => ('fixed' in r ? `${r.fixed}` : `left to ${r.owner}`)),
  MIN_PODS: new Slot<number>('pods/minimum', plainText),
  MAX_PODS: new Slot<number>('pods/maximum', plainText),
  SCALED_BY: new MapSlot<ScalingTarget>('scaling/by', (t) => t.text),
  /** how far above its target an autoscaler adds pods, as a share of it */
  SCALE_UP_TOLERANCE: new Slot<string>('scaling/upTolerance'),
  STRATEGY: new Slot<string>('rollout/strategy'),
  /** the strategy of an Argo Rollout, as its API writes it: the pods then come from a Rollout, and not from a Deployment */
  ARGO_STRATEGY: new Slot<any>('delivery/argoRollouts'),
  /** the spec of a Flagger Canary, as its API writes it: Flagger then makes the Services */
  FLAGGER_CANARY: new Slot<any>('delivery/flagger'),
  /** the Service of the new version, to which a controller gives a share of every route's requests */
  CANARY_SERVICE: new Slot<string>('delivery/canaryService'),
  /** the routes of a Gateway that lead here, by name: `HTTPRoute` or `GRPCRoute` */
  ROUTE: new MapSlot<string>('route'),
  /** the hosts under which it is reached from outside */
  EXPOSED: new MapSlot<ExposedHost>('exposedAt', (e) => `${e.routes.join(', ')} by ${e.by}${e.port === undefined ? '' : `, port ${e.port}`}`),
  MAX_SURGE: new Slot<PodAmount>('rollout/maxSurge', plainText),
  MAX_UNAVAILABLE: new Slot<PodAmount>('rollout/maxUnavailable', plainText),
  MIN_READY: new Slot<number>('rollout/minReadySeconds', seconds),
  PROGRESS_DEADLINE: new Slot<number>('rollout/progressDeadlineSeconds', seconds),
  REVISIONS: new Slot<number>('rollout/revisionHistoryLimit', plainText),
  /** who sends requests from outside, and how long it goes on doing so after a pod left */
  DRAIN_NOTICE: new MapSlot<number>('drain/notice', seconds),
  PRE_STOP_SLEEP: new Slot<number>('drain/preStopSleep', seconds),
  GRACE: new Slot<number>('drain/terminationGracePeriod', seconds),

  // identity and security
  SERVICE_ACCOUNT: new Slot<string>('serviceAccount'),
  TOKEN: new Slot<boolean>('serviceAccount/token', plainText),
  SERVICE_ACCOUNT_ANNOTATION: new MapSlot<string>('serviceAccount/annotation'),
  GRANT: new MapSlot<Grant>('grant', plainText),
  USER: new Slot<number>('security/runAsUser', plainText),
  GROUP: new Slot<number>('security/runAsGroup', plainText),
  FS_GROUP: new Slot<number>('security/fsGroup', plainText),
  POD_SECURITY: new MapSlot<any>('security/pod'),
  CONTAINER_SECURITY: new MapSlot<any>('security/container'),

  // where it runs
  SPREAD: new MapSlot<Spread>('spread'),
  NODE: new MapSlot<NodeTerm>('node'),
  TOLERATION: new MapSlot<any>('toleration'),
  NEIGHBOUR: new MapSlot<Neighbour>('neighbour'),
  /** computed from all containers by the API server too; nobody writes it */
  QOS: new Slot<string>('qosClass'),
  /** fields of the pod, as the API writes them */
  POD_SETTING: new MapSlot<any>('pod'),
  /** fields of the main container, as the API writes them */
  CONTAINER_SETTING: new MapSlot<any>('container/setting'),

  // runs to its end
  /** fields of the Job, as the API writes them */
  JOB: new MapSlot<any>('job'),
  /** fields of the CronJob, as the API writes them */
  CRON_JOB: new MapSlot<any>('cronJob'),

  // metadata
  LABEL: new MapSlot<string>('label'),
  ANNOTATION: new MapSlot<string>('annotation'),
  POD_ANNOTATION: new MapSlot<string>('podAnnotation'),
  /** of the pods only */
  POD_LABEL: new MapSlot<string>('podLabel'),

  // who talks to whom, and how
  CALL: new MapSlot<Call>('calls', callText),
  /** milliseconds, by the call's key */
  CALL_TIMEOUT: new MapSlot<number>('calls/timeout', durationText),
  CALLER: new MapSlot<Caller>('calledBy', callText),
  /** what all calls to it are made with, unless their caller says otherwise */
  OFFERED: new Slot<Resilience>('resilience', plainText),
  RATE_LIMIT: new Slot<RateLimit>('rateLimit', plainText),
  /** which mesh refuses what is more; else the program has to */
  RATE_LIMIT_KEEPER: new Slot<string>('rateLimit/keptBy'),
  /** other namespaces whose workloads may call */
  OPEN_TO: new MapSlot<boolean>('callableFrom'),

  // the mesh
  /** which mesh the pods are members of: `istio` or `linkerd` */
  MESH: new Slot<string>('mesh'),
  MESH_INBOUND: new Slot<MeshInbound>('mesh/inbound', ({ port }) => String(port)),
  /** the mesh's own route to the Service carries what is said about calls */
  CALL_ROUTES: new Slot<boolean>('mesh/callRoutes', plainText),
  /** the Service of the new version, to which a controller gives a share of the requests between members */
  MESH_SPLIT: new Slot<string>('delivery/meshSplit'),

  // who may talk to whom
  /** what has to be so for network policies to take effect; nobody writes it */
  ENFORCEMENT: new Slot<string>('network/enforcement'),
  INGRESS: new MapSlot<Opening>('network/from', opening),
  EGRESS: new MapSlot<Opening>('network/to', opening),
};

function opening(o: Opening): string {
  return `${o.peer} on ${o.port ?? 'any port'} ${o.protocols.join('+')}`;
}

/** Tells two long texts apart in a message. */
function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
