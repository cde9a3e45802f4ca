import { isIP } from 'net';

/*
 * A small API server: what it says to objects of the kinds we write. Written from
 * the validation of k8s.io/kubernetes, not from our own checks.
 */

const LABEL_1123 = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const LABEL_1035 = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_VALUE = /^(?=.{0,63}$)(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const LABEL_KEY = /^([a-z0-9.-]{1,253}\/)?(?=.{1,63}$)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const QUANTITY = /^[1-9][0-9]*(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/;
const SECONDS = 2 ** 31 - 1;

const UNIT: { [unit: string]: number } = { '': 1, 'm': 1e-3, 'k': 1e3, 'M': 1e6, 'G': 1e9, 'T': 1e12, 'P': 1e15, 'E': 1e18, 'Ki': 2 ** 10, 'Mi': 2 ** 20, 'Gi': 2 ** 30, 'Ti': 2 ** 40, 'Pi': 2 ** 50, 'Ei': 2 ** 60 };
const amount = (quantity: string) => Number.parseInt(quantity, 10) * UNIT[quantity.replace(/^[0-9]+/, '')];

/** Why the API server, the kubelet or the kernel would refuse these objects; empty if they would not. */
export function refusals(objects: any[]): string[] {
  const said: string[] = [];
  const must = (good: unknown, what: string) => {
    if (!good) said.push(what);
  };
  const whole = (n: unknown, min: number, max: number) => typeof n === 'number' && Number.isInteger(n) && n >= min && n <= max;
  const unique = (list: unknown[], what: string) => must(new Set(list).size === list.length, `${what} twice: ${JSON.stringify(list)}`);
  const port = (n: unknown, what: string) => must(whole(n, 1, 65535), `${what} ${n}`);
  const share = (v: unknown, what: string) => must(whole(v, 0, SECONDS) || /^(100|[0-9]{1,2})%$/.test(String(v)), `${what} ${v}`);

  unique(objects.map((o) => `${o.apiVersion} ${o.kind} ${o.metadata.name}`), 'object');
  for (const object of objects) {
    const { kind, metadata, spec } = object;
    must((kind === 'Service' ? LABEL_1035 : SUBDOMAIN).test(metadata.name), `${kind} name ${metadata.name}`);
    for (const labels of [metadata.labels, spec?.template?.metadata?.labels]) {
      for (const [k, v] of Object.entries<any>(labels ?? {})) must(LABEL_KEY.test(k) && LABEL_VALUE.test(v), `label ${k}=${v}`);
    }
    switch (kind) {
      case 'ConfigMap':
        for (const key of Object.keys(object.data ?? {})) must(/^[-._a-zA-Z0-9]{1,253}$/.test(key) && !/^\.(\.|$)/.test(key), `key ${key}`);
        must(Buffer.byteLength(JSON.stringify(object.data ?? {})) < 2 ** 21, 'size');
        break;
      case 'Service':
        must(spec.ports.length > 0, 'no ports');
        unique(spec.ports.map((p: any) => p.name), 'port name');
        unique(spec.ports.map((p: any) => p.port), 'port');
        spec.ports.forEach((p: any) => port(p.port, 'port'));
        break;
      case 'HorizontalPodAutoscaler':
        must(whole(spec.minReplicas, 1, spec.maxReplicas) && whole(spec.maxReplicas, 1, SECONDS), `bounds ${spec.minReplicas} ${spec.maxReplicas}`);
        must(whole(spec.metrics[0].containerResource.target.averageUtilization, 1, SECONDS), 'target');
        must(whole(spec.behavior.scaleDown.stabilizationWindowSeconds, 0, 3600), 'window');
        break;
      case 'PodDisruptionBudget':
        share(spec.maxUnavailable, 'maxUnavailable');
        break;
      case 'NetworkPolicy':
        for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
          (rule.ports ?? []).forEach((p: any) => port(p.port, 'policy port'));
          for (const peer of [...(rule.from ?? []), ...(rule.to ?? [])]) {
            if (peer.ipBlock) must(isIP(peer.ipBlock.cidr.split('/')[0]), `cidr ${peer.ipBlock.cidr}`);
            for (const selector of [peer.podSelector, peer.namespaceSelector]) {
              for (const [k, v] of Object.entries<any>(selector?.matchLabels ?? {})) must(LABEL_KEY.test(k) && LABEL_VALUE.test(v), `selector ${k}=${v}`);
            }
          }
        }
        break;
      case 'Deployment':
        deployment(spec);
        break;
    }
  }
  return said;

  function deployment(spec: any) {
    if (spec.replicas !== undefined) must(whole(spec.replicas, 0, SECONDS), `replicas ${spec.replicas}`);
    const { maxSurge, maxUnavailable } = spec.strategy.rollingUpdate;
    [maxSurge, maxUnavailable].filter((v) => v !== undefined).forEach((v) => share(v, 'strategy'));
    must(!(/^0%?$/.test(String(maxSurge)) && /^0%?$/.test(String(maxUnavailable))), 'no surge and none unavailable');
    if (spec.minReadySeconds !== undefined) must(whole(spec.minReadySeconds, 0, SECONDS), 'minReadySeconds');
    if (spec.progressDeadlineSeconds !== undefined) must(whole(spec.progressDeadlineSeconds, (spec.minReadySeconds ?? 0) + 1, SECONDS), 'progressDeadlineSeconds');
    if (spec.revisionHistoryLimit !== undefined) must(whole(spec.revisionHistoryLimit, 0, SECONDS), 'revisionHistoryLimit');
    const pod = spec.template.spec;
    const [container] = pod.containers;
    must(LABEL_1123.test(container.name), `container ${container.name}`);
    must(/^\S+$/.test(container.image ?? '') && !/^\w+:\/\//.test(container.image), `image ${container.image}`);

    unique(container.ports.map((p: any) => p.name), 'port name');
    unique(container.ports.map((p: any) => p.containerPort), 'port number');
    container.ports.forEach((p: any) => {
      port(p.containerPort, 'port');
      must(/^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/.test(p.name), `port name ${p.name}`);
    });

    unique(container.env.map((e: any) => e.name), 'variable');
    for (const { name, value, valueFrom } of container.env) {
      must(/^[A-Za-z_][A-Za-z0-9_]*$/.test(name), `variable ${name}`);
      must(value !== undefined || valueFrom !== undefined, `variable ${name} without a value`);
      const { configMapKeyRef, secretKeyRef } = valueFrom ?? {};
      if (configMapKeyRef) must(hasKey(configMapKeyRef.name, configMapKeyRef.key), `no key ${configMapKeyRef.key}`);
      if (secretKeyRef) must(SUBDOMAIN.test(secretKeyRef.name) && /^[-._a-zA-Z0-9]{1,253}$/.test(secretKeyRef.key), `secret ${secretKeyRef.name} ${secretKeyRef.key}`);
    }

    unique((pod.volumes ?? []).map((v: any) => v.name), 'volume');
    unique((container.volumeMounts ?? []).map((m: any) => m.mountPath), 'mount');
    for (const volume of pod.volumes ?? []) {
      must(LABEL_1123.test(volume.name), `volume ${volume.name}`);
      if (volume.emptyDir) must(QUANTITY.test(volume.emptyDir.sizeLimit), `size ${volume.emptyDir.sizeLimit}`);
      if (volume.secret) must(SUBDOMAIN.test(volume.secret.secretName), `secret ${volume.secret.secretName}`);
      for (const { key, path } of [...(volume.configMap?.items ?? []), ...(volume.secret?.items ?? [])]) {
        must(path !== '' && !path.startsWith('/') && !path.split('/').includes('..'), `item ${path}`);
        if (volume.configMap) must(hasKey(volume.configMap.name, key), `no key ${key}`);
      }
    }
    for (const { name, mountPath } of container.volumeMounts ?? []) {
      must(mountPath.startsWith('/') && !mountPath.includes(':'), `mount ${mountPath}`);
      must((pod.volumes ?? []).some((v: any) => v.name === name), `no volume ${name}`);
    }

    const { requests = {}, limits = {} } = container.resources;
    for (const quantity of [...Object.values<string>(requests), ...Object.values<string>(limits)]) must(QUANTITY.test(quantity), `quantity ${quantity}`);
    for (const name of Object.keys(requests)) must(limits[name] === undefined || amount(requests[name]) <= amount(limits[name]), `${name} limit below request`);

    for (const probe of [container.startupProbe, container.readinessProbe, container.livenessProbe].filter((p) => p !== undefined)) {
      for (const field of ['periodSeconds', 'timeoutSeconds', 'failureThreshold']) must(whole(probe[field], 1, SECONDS), `${field} ${probe[field]}`);
      const target = (probe.httpGet ?? probe.tcpSocket ?? probe.grpc).port;
      must(typeof target === 'number' ? whole(target, 1, 65535) : container.ports.some((p: any) => p.name === target), `probe port ${target}`);
    }
    const sleep = container.lifecycle?.preStop?.sleep?.seconds;
    if (sleep !== undefined) must(whole(sleep, 1, (pod.terminationGracePeriodSeconds ?? 30) - 1), `sleep ${sleep}`);
    for (const context of [pod.securityContext ?? {}, container.securityContext ?? {}]) {
      for (const field of ['runAsUser', 'runAsGroup', 'fsGroup']) must(context[field] === undefined || whole(context[field], 1, SECONDS), `${field} ${context[field]}`);
    }
  }

  function hasKey(name: string, key: string): boolean {
    return objects.some((o) => o.kind === 'ConfigMap' && o.metadata.name === name && Object.hasOwn(o.data ?? {}, key));
  }
}
