import { Construct } from 'constructs';
import { applicationSpec, ARGO_NAMESPACE, ArgoSourceProps, destinationOf, sourceFlaws } from './argo-source';
import { DeliveryObject } from './delivery-object';
import { pathFlaws } from './repository-flaws';
import { Flaw, flaw, quoted } from '../../values/flaw';

/** One of the places that an application is deployed to. */
export interface ArgoTarget {
  /** The target's name, such as `production-eu`; the application is called `<set>-<target>`. */
  readonly name: string;
  /** The folder in the repository, such as `manifests/production/eu`. */
  readonly path: string;
  /**
   * The cluster, by name or address as Argo CD knows it.
   * @default - the one that Argo CD runs in
   */
  readonly cluster?: string;
  /**
   * When its turn is, from 1 on: a stage begins when all of the stage before are healthy. Either all targets have one or none.
   * @default - all at once
   */
  readonly stage?: number;
}

/** What Argo CD is to deploy to several places. */
export interface ArgoApplicationSetProps extends ArgoSourceProps {
  /** The places, in any order. */
  readonly targets: ArgoTarget[];
}

const LABEL = 'cdk8s-gopher.dev/stage';

/**
 * An application for each target, all at once or in stages.
 *
 * Becomes an ApplicationSet with a list of the targets. Stages become a RollingSync, which Argo CD has to be started with
 * (`--enable-progressive-syncs`); it syncs by itself then, in the order of the stages.
 *
 * @example
 * new ArgoApplicationSet(chart, 'shop', {
 *   repository: 'https://git.example.com/shop/deploy.git',
 *   targets: [
 *     { name: 'staging', path: 'manifests/staging', cluster: 'staging', stage: 1 },
 *     { name: 'production-eu', path: 'manifests/production/eu', cluster: 'production-eu', stage: 2 },
 *   ],
 * });
 */
export class ArgoApplicationSet extends DeliveryObject {
  /** @param scope a chart or a construct in one @param id the set's name, with which the applications' names begin @param props what is deployed, and where */
  public constructor(scope: Construct, id: string, props: ArgoApplicationSetProps) {
    const { targets } = props;
    const stages = [...new Set(targets.map(({ stage }) => stage).filter((stage): stage is number => stage !== undefined && stage !== null))].sort((a, b) => a - b);
    super(scope, id, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      namespace: props.argoNamespace ?? ARGO_NAMESPACE,
      flaws: [...sourceFlaws(props), ...targets.flatMap(({ path }) => pathFlaws(path)), ...targetFlaws(id, targets)],
      spec: () => ({
        goTemplate: true,
        goTemplateOptions: ['missingkey=error'],
        generators: [{ list: { elements: targets.map(elementOf) } }],
        ...(stages.length === 0 ? {} : {
          strategy: { type: 'RollingSync', rollingSync: { steps: stages.map((stage) => ({ matchExpressions: [{ key: LABEL, operator: 'In', values: [String(stage)] }] })) } },
        }),
        template: {
          metadata: {
            name: `${id}-{{.target}}`,
            ...(stages.length === 0 ? {} : { labels: { [LABEL]: '{{.stage}}' } }),
            ...(props.deletesResources ? { finalizers: ['resources-finalizer.argocd.argoproj.io/foreground'] } : {}),
          },
          spec: applicationSpec(this, props, { path: '{{.path}}', destination: destinationIn(targets) }),
        },
        // Deleting the set, or a target, leaves what runs.
        syncPolicy: { preserveResourcesOnDeletion: !(props.deletesResources ?? false) },
      }),
    });
  }
}

/** Argo CD takes either the address of a cluster or its name; the other is empty. */
function elementOf({ name, path, cluster, stage }: ArgoTarget): any {
  const { server = '', name: known = '' } = destinationOf(cluster);
  return { target: name, path, server, cluster: known, ...(stage === undefined || stage === null ? {} : { stage: String(stage) }) };
}

function destinationIn(targets: readonly ArgoTarget[]): any {
  const places = targets.map(({ cluster }) => destinationOf(cluster));
  return {
    ...(places.some(({ server }) => server !== undefined) ? { server: '{{.server}}' } : {}),
    ...(places.some(({ name }) => name !== undefined) ? { name: '{{.cluster}}' } : {}),
  };
}

function targetFlaws(id: string, targets: readonly ArgoTarget[]): Flaw[] {
  const names = targets.map(({ name }) => name);
  const staged = targets.filter(({ stage }) => stage !== undefined && stage !== null);
  return [
    ...(targets.length > 0 ? [] : [flaw('delivery/no-targets', `the set ${id} has no targets, so nothing would be deployed`, 'Name at least one.')]),
    ...[...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map((name) => flaw('delivery/target-twice', `the set ${id} has the target ${quoted(name)} twice`, 'Give each a name of its own.')),
    ...names.filter((name) => !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)).map((name) => flaw('delivery/bad-target', `${quoted(name)} is to be part of a name`, 'Use lower-case letters, digits and "-".')),
    ...staged.filter(({ stage }) => !Number.isInteger(stage) || stage! < 1).map(({ name, stage }) => flaw('delivery/bad-stage', `the stage of ${name} is ${stage}`, 'Give a whole number from 1 on.')),
    ...(staged.length === 0 || staged.length === targets.length ? [] : [flaw('delivery/half-staged',
      `of the set ${id}, ${targets.filter((target) => !staged.includes(target)).map(({ name }) => name).join(', ')} would never be synced, as only others have a stage`, 'Give each target a stage, or none.')]),
  ];
}
