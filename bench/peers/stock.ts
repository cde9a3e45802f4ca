import { createHash } from 'crypto';
import { ApiObject, App, Chart } from 'cdk8s';

/* The services of bench/peers.ts by cdk8s alone, as somebody writes them by hand: node stock.js SERVICES FOLDER */

class Service extends Chart {
  constructor(scope: App, private readonly name: string, private readonly tag: string, config: { [name: string]: string }) {
    super(scope, name, { namespace: 'shop' });
    const configName = `${name}-config-${createHash('sha256').update(JSON.stringify(config)).digest('hex').slice(0, 10)}`;
    this.add('v1', 'ServiceAccount', name, { automountServiceAccountToken: false });
    this.add('v1', 'ConfigMap', configName, { data: config, immutable: true }, {
      'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
      'argocd.argoproj.io/sync-options': 'Prune=false',
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    });
    this.add('v1', 'Service', name, {
      spec: { type: 'ClusterIP', sessionAffinity: 'None', selector: this.selector, ports: [{ name: 'http', appProtocol: 'http', port: 8080, protocol: 'TCP', targetPort: 'http' }] },
    });
    this.add('apps/v1', 'Deployment', name, {
      spec: {
        minReadySeconds: 10,
        progressDeadlineSeconds: 300,
        revisionHistoryLimit: 5,
        selector: { matchLabels: this.selector },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
        template: { metadata: { labels: this.allLabels }, spec: this.pod(configName, Object.keys(config)) },
      },
    });
    this.add('autoscaling/v2', 'HorizontalPodAutoscaler', name, {
      spec: {
        minReplicas: 2,
        maxReplicas: 10,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        metrics: [{ type: 'ContainerResource', containerResource: { container: name, name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
        behavior: {
          scaleDown: { selectPolicy: 'Max', stabilizationWindowSeconds: 300, policies: [{ type: 'Percent', value: 25, periodSeconds: 60 }] },
          scaleUp: { selectPolicy: 'Max', stabilizationWindowSeconds: 0, policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }, { type: 'Pods', value: 4, periodSeconds: 15 }] },
        },
      },
    });
    this.add('policy/v1', 'PodDisruptionBudget', name, { spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: this.selector } } });
    const from = (namespace: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } });
    this.add('networking.k8s.io/v1', 'NetworkPolicy', name, {
      spec: {
        podSelector: { matchLabels: this.selector },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [from('monitoring')], ports: [{ port: 8081, protocol: 'TCP' }] }],
        egress: [
          { to: [{ ipBlock: { cidr: '169.254.20.10/32' } }, from('kube-system')], ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] },
          { to: [from('observability')], ports: [{ port: 4318, protocol: 'TCP' }] },
        ],
      },
    });
  }

  private get selector() {
    return { 'app.kubernetes.io/instance': this.name };
  }

  private get allLabels() {
    return { ...this.selector, 'app.kubernetes.io/managed-by': 'cdk8s', 'app.kubernetes.io/name': this.name, 'app.kubernetes.io/part-of': 'team-shop', 'app.kubernetes.io/version': this.tag };
  }

  private add(apiVersion: string, kind: string, name: string, body: object, annotations?: { [key: string]: string }): void {
    new ApiObject(this, kind, { apiVersion, kind, metadata: { name, labels: this.allLabels, annotations }, ...body });
  }

  private pod(configName: string, keys: string[]) {
    const { name } = this;
    const security = { runAsGroup: 65532, runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } };
    const spread = (topologyKey: string) => ({ maxSkew: 1, nodeTaintsPolicy: 'Honor', topologyKey, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: this.selector } });
    const probe = (path: string, failureThreshold: number, periodSeconds: number, timeoutSeconds: number) => ({
      httpGet: { path, port: 'admin', scheme: 'HTTP' }, successThreshold: 1, failureThreshold, periodSeconds, timeoutSeconds,
    });
    return {
      serviceAccountName: name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      securityContext: { ...security, fsGroup: 65532, fsGroupChangePolicy: 'OnRootMismatch' },
      affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: this.selector } } }] } },
      topologySpreadConstraints: [spread('kubernetes.io/hostname'), spread('topology.kubernetes.io/zone')],
      containers: [{
        name,
        image: `registry.example.com/shop/${name}:${this.tag}`,
        imagePullPolicy: 'IfNotPresent',
        terminationMessagePolicy: 'FallbackToLogsOnError',
        ports: [{ name: 'admin', containerPort: 8081, protocol: 'TCP' }, { name: 'http', containerPort: 8080, protocol: 'TCP' }],
        env: this.env(configName, keys),
        startupProbe: probe('/livez', 60, 1, 1),
        readinessProbe: probe('/readyz', 2, 5, 2),
        livenessProbe: probe('/livez', 6, 10, 5),
        lifecycle: { preStop: { sleep: { seconds: 5 } } },
        resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }, { resourceName: 'memory', restartPolicy: 'RestartContainer' }],
        resources: { requests: { 'cpu': '100m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' }, limits: { 'memory': '128Mi', 'ephemeral-storage': '512Mi' } },
        securityContext: { ...security, allowPrivilegeEscalation: false, privileged: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
        volumeMounts: [{ name: 'scratch-tmp', mountPath: '/tmp' }],
      }],
      volumes: [{ name: 'scratch-tmp', emptyDir: { sizeLimit: '64Mi' } }],
    };
  }

  private env(configName: string, keys: string[]) {
    const { name, tag } = this;
    const field = (variable: string, fieldPath: string) => ({ name: variable, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } } });
    const attributes = `service.namespace=$(POD_NAMESPACE),service.version=${tag},service.instance.id=$(POD_NAMESPACE).$(POD_NAME).${name},deployment.environment.name=production,`
      + `k8s.namespace.name=$(POD_NAMESPACE),k8s.deployment.name=${name},k8s.pod.name=$(POD_NAME),k8s.pod.uid=$(POD_UID),k8s.node.name=$(NODE_NAME),k8s.container.name=${name}`;
    const plain = {
      ADMIN_ADDR: ':8081',
      GOMAXPROCS: '2',
      GOMEMLIMIT: '112MiB',
      GOTRACEBACK: 'all',
      HTTP_ADDR: ':8080',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.observability.svc.cluster.local:4318',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_RESOURCE_ATTRIBUTES: attributes,
      OTEL_SERVICE_NAME: name,
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.1',
      PPROF_ADDR: '127.0.0.1:6060',
      SHUTDOWN_DELAY: '0s',
      SHUTDOWN_TIMEOUT: '20s',
    };
    return [
      field('NODE_NAME', 'spec.nodeName'), field('POD_NAME', 'metadata.name'), field('POD_NAMESPACE', 'metadata.namespace'), field('POD_UID', 'metadata.uid'),
      ...keys.map((key) => ({ name: key, valueFrom: { configMapKeyRef: { key, name: configName } } })),
      ...Object.entries(plain).map(([variable, value]) => ({ name: variable, value })),
    ];
  }
}

const [services, outdir] = [Number(process.argv[2]), process.argv[3]];
const app = new App({ outdir });
for (let i = 0; i < services; i++) new Service(app, `service-${i}`, `1.${i}.0`, { FEATURE_FLAGS: `a,b,${i}`, LOG_LEVEL: 'info', REGION: 'eu' });
app.synth();
