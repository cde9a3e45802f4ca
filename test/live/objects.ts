/** The fields of Kubernetes objects that the pod runner acts on; everything else in a manifest is ignored. */

export interface Meta {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Meta;
}

export interface EnvSource {
  readonly fieldRef?: { fieldPath: string };
  readonly resourceFieldRef?: ResourceField;
  readonly secretKeyRef?: KeyRef;
  readonly configMapKeyRef?: KeyRef;
}

export interface KeyRef { name: string; key: string; optional?: boolean }
export interface ResourceField { resource: string; containerName?: string; divisor?: string }
export interface EnvVar { name: string; value?: string; valueFrom?: EnvSource }
export interface EnvFrom { prefix?: string; configMapRef?: Named; secretRef?: Named }
export interface Named { name: string; optional?: boolean }
export interface Mount { name: string; mountPath: string; subPath?: string; readOnly?: boolean }

export interface HttpGet {
  path?: string;
  port: number | string;
  host?: string;
  scheme?: string;
  httpHeaders?: Array<{ name: string; value: string }>;
}

/** What a probe or a lifecycle hook does; exactly one field is set. */
export interface Action {
  readonly httpGet?: HttpGet;
  readonly tcpSocket?: { port: number | string; host?: string };
  readonly exec?: { command: string[] };
  readonly grpc?: { port: number; service?: string };
  readonly sleep?: { seconds: number };
}

export interface Probe extends Action {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
  readonly terminationGracePeriodSeconds?: number;
}

export interface SecurityContext {
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly runAsNonRoot?: boolean;
  readonly readOnlyRootFilesystem?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly capabilities?: { drop?: string[]; add?: string[] };
}

export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly command?: string[];
  readonly args?: string[];
  readonly workingDir?: string;
  readonly ports?: Array<{ name?: string; containerPort: number }>;
  readonly env?: EnvVar[];
  readonly envFrom?: EnvFrom[];
  readonly resources?: { limits?: Record<string, string | number>; requests?: Record<string, string | number> };
  readonly volumeMounts?: Mount[];
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly lifecycle?: { preStop?: Action; postStart?: Action };
  readonly securityContext?: SecurityContext;
  /** `Always` on an init container makes it a sidecar. */
  readonly restartPolicy?: string;
}

export interface FileItem { key: string; path: string; mode?: number }
export interface FieldFile { path: string; mode?: number; fieldRef?: { fieldPath: string }; resourceFieldRef?: ResourceField }
export interface FileSource { name?: string; secretName?: string; items?: FileItem[]; defaultMode?: number; optional?: boolean }
export interface ProjectedSource {
  configMap?: FileSource;
  secret?: FileSource;
  downwardAPI?: { items: FieldFile[] };
  serviceAccountToken?: { path: string };
}

export interface Volume {
  readonly name: string;
  readonly configMap?: FileSource;
  readonly secret?: FileSource;
  readonly projected?: { sources: ProjectedSource[]; defaultMode?: number };
  readonly downwardAPI?: { items: FieldFile[]; defaultMode?: number };
  readonly emptyDir?: { medium?: string; sizeLimit?: string | number };
  readonly persistentVolumeClaim?: { claimName: string; readOnly?: boolean };
  /** a claim of the pod's own, whatever its template says */
  readonly ephemeral?: object;
}

export interface PodSpec {
  readonly containers: ContainerSpec[];
  readonly initContainers?: ContainerSpec[];
  readonly volumes?: Volume[];
  /** `Never` is a Job's. */
  readonly restartPolicy?: string;
  readonly serviceAccountName?: string;
  readonly dnsConfig?: { searches?: string[]; options?: Array<{ name: string; value?: string }> };
  readonly terminationGracePeriodSeconds?: number;
  readonly securityContext?: SecurityContext & { fsGroup?: number; fsGroupChangePolicy?: string; supplementalGroups?: number[] };
}

export interface PodTemplate { metadata?: Partial<Meta>; spec: PodSpec }

export interface Service extends KubeObject {
  readonly spec: {
    type?: string;
    clusterIP?: string;
    selector?: Record<string, string>;
    publishNotReadyAddresses?: boolean;
    ports?: Array<{ name?: string; port: number; targetPort?: number | string }>;
  };
}

export interface Deployment extends KubeObject {
  readonly spec: {
    replicas?: number;
    minReadySeconds?: number;
    progressDeadlineSeconds?: number;
    strategy?: { type?: string; rollingUpdate?: { maxSurge?: number | string; maxUnavailable?: number | string } };
    template: PodTemplate;
  };
}

export interface StatefulSet extends KubeObject {
  readonly spec: {
    replicas?: number;
    serviceName?: string;
    podManagementPolicy?: string;
    template: PodTemplate;
    volumeClaimTemplates?: Array<{ metadata: Meta }>;
  };
}

export interface Job extends KubeObject {
  readonly spec: {
    backoffLimit?: number;
    completions?: number;
    podFailurePolicy?: { rules: Array<{ action: string; onExitCodes?: { values: number[] } }> };
    template: PodTemplate;
  };
}

export interface CronJob extends KubeObject { readonly spec: { jobTemplate: { spec: Job['spec'] } } }

export interface ConfigMap extends KubeObject { data?: Record<string, string>; binaryData?: Record<string, string> }
export interface Secret extends KubeObject { data?: Record<string, string>; stringData?: Record<string, string> }
export interface Autoscaler extends KubeObject {
  readonly spec: { minReplicas?: number; scaleTargetRef: { kind: string; name: string } };
}
