import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { portOf } from './actions';
import { DeploymentPods } from './deployment-pods';
import { DnsServer } from './dns';
import { Endpoints } from './endpoints';
import { Events } from './events';
import { Images } from './images';
import { JobRun } from './job-run';
import { Manifests } from './manifests';
import { Names, PlacedService } from './names';
import { CronJob, Deployment, Job, KubeObject, PodTemplate, Service, StatefulSet } from './objects';
import { Node, Pod, Termination } from './pod';
import { Endpoint, ServiceProxy } from './service-proxy';
import { StatefulSetPods } from './stateful-set-pods';
import { until } from './waiting';

/** What a cluster is made of. */
export interface ClusterProps {
  readonly manifests: Manifests;
  readonly images: Images;
  /** The program built from `enter.go`. */
  readonly enter: string;
  /** A folder for everything that the cluster keeps. */
  readonly folder: string;
  /** How much later than a pod's readiness its Services follow. @default 0 */
  readonly endpointLagSeconds?: number;
  /** The workloads to run, by name. @default - all */
  readonly only?: string[];
  /** Addresses of names that no manifest has, such as that of a collector. @default - none */
  readonly hosts?: Record<string, string>;
}

const NAMESERVER = '127.96.0.10';
const CLUSTER_DOMAIN = 'cluster.local';

/** One node, its control loops, its names and its Services: runs the pods of a set of manifests as processes on loopback. */
export class Cluster {
  public readonly deployments = new Map<string, DeploymentPods>();
  public readonly statefulSets = new Map<string, StatefulSetPods>();
  public readonly events: Events;
  private readonly node: Node;
  private readonly endpoints: Endpoints;
  private readonly services: PlacedService[];
  private readonly dns: DnsServer;
  private readonly proxies: ServiceProxy[] = [];
  private readonly runs: JobRun[] = [];
  private podCount = 0;

  constructor(props: ClusterProps) {
    const { manifests, folder } = props;
    mkdirSync(folder, { recursive: true });
    this.events = new Events(join(folder, 'events.log'));
    this.node = { ...props, events: this.events, nameserver: NAMESERVER, clusterDomain: CLUSTER_DOMAIN };
    this.endpoints = new Endpoints(props.endpointLagSeconds ?? 0);
    this.services = manifests.all<Service>('Service').map((service, index) =>
      ({ service, address: service.spec.clusterIP === 'None' ? undefined : `127.96.1.${index + 1}` }));
    this.dns = new DnsServer(NAMESERVER, name =>
      props.hosts?.[name] ? [props.hosts[name]] : new Names(this.services, this.endpoints, CLUSTER_DOMAIN).resolve(name));
    const wanted = (object: KubeObject) => !props.only || props.only.includes(object.metadata.name);
    for (const object of manifests.all<Deployment>('Deployment').filter(wanted)) {
      const make = (name: string, template: PodTemplate) => this.pod(object, name, template);
      this.deployments.set(object.metadata.name, new DeploymentPods(object, manifests, make));
    }
    for (const object of manifests.all<StatefulSet>('StatefulSet').filter(wanted)) {
      const make = (name: string, claims: Record<string, string>) =>
        this.pod(object, name, withClaims(object.spec.template, claims), object.spec.serviceName);
      this.statefulSets.set(object.metadata.name, new StatefulSetPods(object, manifests, make));
    }
  }

  /** All pods that the controllers count as theirs. */
  public get pods(): Pod[] {
    return [...this.deployments.values(), ...this.statefulSets.values()].flatMap(owner => owner.current);
  }

  /** Starts names, Services and pods. */
  public async start(): Promise<void> {
    await this.dns.listen();
    for (const { service, address } of this.services) {
      for (const { port, targetPort } of address ? service.spec.ports ?? [] : []) {
        const proxy = new ServiceProxy(address!, port, () => this.endpointsOf(service, targetPort ?? port));
        await proxy.listen();
        this.proxies.push(proxy);
      }
    }
    this.deployments.forEach(deployment => deployment.start());
    await Promise.all([...this.statefulSets.values()].map(async set => set.start()));
  }

  /** Runs a Job to its end, or one of a CronJob as if it were due, by the name that its workload has in the code. */
  public async run(workload: string): Promise<JobRun> {
    const { manifests } = this.node;
    const due = manifests.all<CronJob>('CronJob').map(({ metadata, spec }): Job => ({ apiVersion: 'batch/v1', kind: 'Job', metadata, spec: spec.jobTemplate.spec }));
    const jobs = [...manifests.all<Job>('Job'), ...due].filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === workload);
    if (jobs.length !== 1) throw new Error(`there are ${jobs.length} Jobs of "${workload}"`);
    const [job] = jobs;
    const run = new JobRun(job, (name, template) => this.pod(job, name, template));
    this.runs.push(run);
    await run.start();
    return run;
  }

  /** Waits until every pod is ready, and tells what happened to the others if they don't become so. */
  public async ready(seconds = 60): Promise<void> {
    const unready = () => this.pods.filter(pod => !pod.ready);
    const story = () => unready().map(pod => `${pod.name} to be ready:\n${this.events.about(pod.name)}`).join('\n');
    await until(story, seconds, () => unready().length === 0);
  }

  /** The virtual address of a Service. */
  public addressOf(service: string): string {
    const placed = this.services.find(s => s.service.metadata.name === service);
    if (!placed?.address) throw new Error(`there is no Service "${service}" with an address`);
    return placed.address;
  }

  /** `kubectl drain` of the only node: every pod is told to stop at the same time. */
  public async drain(): Promise<Termination[]> {
    const owners = [...this.deployments.values(), ...this.statefulSets.values(), ...this.runs];
    return (await Promise.all(owners.map(async owner => owner.terminate()))).flat();
  }

  /** Stops everything that is left. */
  public async stop(): Promise<void> {
    await this.drain();
    this.proxies.forEach(proxy => proxy.close());
    this.dns.close();
  }

  private endpointsOf(service: Service, targetPort: number | string): Endpoint[] {
    return this.endpoints.of(service).map(pod => {
      const container = pod.identity.spec.containers.find(c =>
        typeof targetPort === 'number' || c.ports?.some(p => p.name === targetPort)) ?? pod.identity.spec.containers[0];
      return { host: pod.address, port: portOf(container, targetPort) };
    });
  }

  private pod(owner: KubeObject, name: string, template: PodTemplate, subdomain?: string): Pod {
    const number = ++this.podCount;
    const pod = new Pod({
      name,
      namespace: owner.metadata.namespace ?? 'default',
      uid: randomUUID(),
      address: `127.244.${Math.floor(number / 250)}.${number % 250 + 1}`,
      labels: template.metadata?.labels ?? {},
      annotations: template.metadata?.annotations ?? {},
      subdomain,
      spec: template.spec,
    }, this.node);
    this.endpoints.add(pod);
    return pod;
  }
}

/** A pod of a StatefulSet has its claims as volumes. */
function withClaims(template: PodTemplate, claims: Record<string, string>): PodTemplate {
  const own = Object.entries(claims).map(([name, claimName]) => ({ name, persistentVolumeClaim: { claimName } }));
  const others = (template.spec.volumes ?? []).filter(volume => claims[volume.name] === undefined);
  return { ...template, spec: { ...template.spec, volumes: [...others, ...own] } };
}
