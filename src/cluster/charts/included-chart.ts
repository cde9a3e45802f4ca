import { ApiObject, Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { hookFlaws, noSuchObject, randomFlaws, secretInGit, serviceFlaws, wordFlaws } from './chart-flaws';
import { ChartHooks, hookUse } from './chart-hooks';
import { liesInNoNamespace, objectsIn, shortName } from './chart-objects';
import { ChartService, portOf } from './chart-service';
import { ChartSource } from './chart-source';
import { HelmText, renderChart } from './helm-run';
import { apisOf } from './platform-apis';
import { KubeObject } from '../../kube/kube-object';
import { Problem } from '../../model/problem';
import { annotationsAround } from '../../model/scope-annotations';
import { wide } from '../../model/wide-tree';
import { Platform } from '../../platform/platform';
import { LITERAL_SECRET, secretKeysOf } from '../../rules/operability/literal-secret';
import { waiverKey, waiversOn } from '../../rules/waiver';
import { Flaw } from '../../values/flaw';
import { Port } from '../../values/port';
import { checkAppOnce } from '../../workloads/app-checks';

/** Which chart is included, and how. */
export interface IncludedChartProps {
  /** Where the chart comes from, in which version. */
  readonly source: ChartSource;
  /**
   * Values over those of the chart, as in a `values.yaml`. No secrets: what the chart renders is committed.
   * @default - the chart's own
   */
  readonly values?: { [key: string]: any };
  /**
   * The namespace of all objects that name none.
   * @default - the chart's, in the construct tree
   */
  readonly namespace?: string;
  /**
   * The name of the release; charts make the names of objects from it.
   * @default - the id
   */
  readonly releaseName?: string;
  /**
   * What becomes of objects that Helm would run before or after an installation or an upgrade. Tests, and what Helm runs when it deletes, are never written.
   * @default - it has to be said, if the chart has any
   */
  readonly hooks?: ChartHooks;
  /**
   * Objects of the chart that are not written: `Secret/redis`, by kind and name.
   * @default - all are written
   */
  readonly without?: string[];
  /**
   * Kinds that the chart asks for and that the platform does not tell of, such as `keda.sh/v1alpha1/ScaledObject`.
   * @default - what the platform says is there: monitors, the Gateway API, cert-manager, Istio, Cilium
   */
  readonly apiVersions?: string[];
  /**
   * How long one run of helm may take; at least a second.
   * @default Duration.seconds(60), as a fetch over a slow network takes some (a choice)
   */
  readonly timeout?: Duration;
  /**
   * Which helm is run: a name on the PATH, or a path.
   * @default 'helm', as it is called where it is installed (helm.sh)
   */
  readonly helmExecutable?: string;
}

/**
 * A Helm chart of somebody else's, rendered into this app by the `helm` on this machine: no cluster is asked.
 *
 * Becomes the objects of the chart, with its custom resource definitions, and without its tests. Rules, waivers, plan and order hold for
 * them as for any object. `service` makes its Services callable.
 *
 * `new IncludedChart(chart, 'redis', { source: ChartSource.folder('charts/redis') })` needs Helm on the machine that runs the program.
 */
export class IncludedChart extends Construct {
  /** the name of the release */
  public readonly releaseName: string;
  /** the namespace of its objects */
  public readonly namespace: string;
  private readonly json: any[] = [];
  private readonly objects = new Map<string, ApiObject>();
  private readonly flaws: Flaw[] = [];
  private isRead = false;

  /** @param scope a chart or a construct in one @param id its name in the tree @param props which chart, and how */
  public constructor(scope: Construct, id: string, private readonly props: IncludedChartProps) {
    super(wide(scope), id);
    this.releaseName = props.releaseName ?? id;
    this.namespace = props.namespace ?? Chart.of(this).namespace ?? '';
    this.node.addValidation({ validate: () => [...new Set([...this.flaws, ...this.secretFlaws()].map((f) => Problem._at(this.node.path, f).message))] });
    checkAppOnce(this);
    this.flaws.push(...wordFlaws(this.name, this.releaseName, this.namespace, props));
    if (this.flaws.length > 0) return;
    const text = this.rendered();
    if ('slug' in text) {
      this.flaws.push(text);
      return;
    }
    const { objects, flaws } = objectsIn(text.first, this.name, props.values);
    const { hooks, without = [] } = props;
    this.flaws.push(...flaws, ...randomFlaws(this.name, objects, objectsIn(text.second, this.name, props.values).objects, without), ...(hooks === undefined ? hookFlaws(this.name, objects) : []));
    this.json = this.written(objects);
    this.isRead = flaws.length === 0;
    this.json.forEach((object) => this.make(object));
  }

  /**
   * A Service of the chart, to be called: `checkout.calls(redis.service('redis-master', 6379))`.
   *
   * @param name the Service's name
   * @param port the number of one of its ports; all of them if left out
   */
  public service(name: string, port?: number): ChartService {
    const service = this.json.find(({ kind, metadata }) => kind === 'Service' && metadata.name === name);
    const namespace = service?.metadata.namespace ?? this.namespace;
    const selector = service?.spec?.selector ?? {};
    const pods = this.json.filter((object) => (object.metadata.namespace ?? this.namespace) === namespace).map(({ spec }) => spec?.template)
      .filter((template) => template !== undefined && Object.entries(selector).every(([key, value]) => template.metadata?.labels?.[key] === value));
    const given: any[] = (service?.spec?.ports ?? []).filter((one: any) => port === undefined || one.port === port);
    const listening = pods.flatMap((template) => template.spec?.containers ?? []).flatMap((container: any) => container.ports ?? []);
    const ports = given.map((one) => portOf(one, listening)).filter((one): one is Port => one !== undefined);
    if (this.isRead) this.flaws.push(...serviceFlaws(this.name, this.json, name, port, ports.length));
    return ChartService._of(name, ports, {
      host: `${name}.${namespace}.svc.${Platform.of(this).clusterDomain}`, namespace, selector, isHeadless: service?.spec?.clusterIP === 'None',
    });
  }

  /** An object of the chart, to be patched; undefined where it has none of that name. @param kind such as `Deployment` @param name its name */
  public findObject(kind: string, name: string): ApiObject | undefined {
    return this.objects.get(`${kind}/${name}`);
  }

  private get name(): string {
    return String(this.props.source);
  }

  private rendered(): HelmText {
    const { source, values, apiVersions, timeout, helmExecutable } = this.props;
    const platform = Platform.of(this);
    return renderChart({
      source,
      release: this.releaseName,
      namespace: this.namespace,
      kubeVersion: `${platform.kubernetesVersion}.0`,
      apiVersions: [...apisOf(platform), ...apiVersions ?? []],
      values: values ?? {},
      helm: helmExecutable ?? 'helm',
      timeout: timeout?.toMilliseconds() ?? 60_000,
    });
  }

  /** The objects that are written: not the hooks that nobody runs, and not what is left out. */
  private written(objects: readonly any[]): any[] {
    const without = this.props.without ?? [];
    const known = objects.map(shortName);
    this.flaws.push(...without.filter((one) => !known.includes(one)).map((one) => noSuchObject(this.name, one, known)));
    return objects.filter((object) => !without.includes(shortName(object)))
      .filter((object) => hookUse(object) === 'none' || (hookUse(object) === 'delivery' && this.props.hooks !== ChartHooks.LEFT_OUT));
  }

  private make(object: any): void {
    const { apiVersion, kind, metadata, ...body } = object;
    const { name, namespace, labels, annotations, finalizers, ownerReferences, ...more } = metadata;
    const clusterWide = liesInNoNamespace(object, this.json);
    const made = new KubeObject(this, this.freeId(object), {
      apiVersion, kind, name, clusterWide, namespace: clusterWide ? undefined : namespace ?? this.namespace, render: () => ({ labels: labels ?? {}, annotations: annotations ?? {}, body }),
    });
    for (const [field, value] of Object.entries(more)) made.metadata.add(field, value);
    if (Array.isArray(finalizers)) made.metadata.addFinalizers(...finalizers);
    if (Array.isArray(ownerReferences)) ownerReferences.forEach((owner) => made.metadata.addOwnerReference(owner));
    if (!this.objects.has(shortName(object))) this.objects.set(shortName(object), made);
  }

  /** A name in the tree; the same object may come more than once, which a rule says better than the tree. */
  private freeId(object: any): string {
    const short = shortName(object);
    const full = `${object.apiVersion}-${object.metadata.namespace}-${short}`;
    for (let i = 0; ; i++) {
      const id = [short, full][i] ?? `${full}-${i}`;
      const free = id.replace(/\//g, '-');
      if (this.node.tryFindChild(free) === undefined) return free;
    }
  }

  /** Secrets with their values. A waiver of the rule that warns of them elsewhere is heard here, too. */
  private secretFlaws(): Flaw[] {
    const today = new Date().toISOString().slice(0, 10);
    return this.json.filter((object) => secretKeysOf(object).length > 0).filter((object) => {
      const waiver = waiversOn({ metadata: { annotations: annotationsAround(this.objects.get(shortName(object))!) } }, today).get(waiverKey(LITERAL_SECRET.ruleId));
      return waiver === undefined || waiver.flaw !== undefined;
    }).map((object) => secretInGit(this.name, object));
  }
}
