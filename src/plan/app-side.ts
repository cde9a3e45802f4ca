import { ApiObject, App } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Side, sideOf } from './sides';
import { ExplainedValue } from '../model/explanation';
import { ProblemsError } from '../model/problems-error';
import { Platform } from '../platform/platform';
import { Manifest } from '../rules/manifest';
import { Workload } from '../workloads/workload';

/** An object with its JSON, rendered once. @internal */
export interface RenderedObject {
  readonly object: ApiObject;
  readonly json: any;
}

/**
 * The objects of an app as they would be written now. Throws all that the app finds wrong
 * with itself.
 *
 * @param minor the version to compare for; that of each object's platform if undefined
 * @internal
 */
export function readApp(app: App, minor: number | undefined): Side {
  const constructs = app.node.findAll();
  const problems = constructs.flatMap((c) => c.node.validate().map((error) => `[${c.node.path || 'the app'}] ${error}`));
  if (problems.length > 0) throw new ProblemsError([...new Set(problems)]);
  const rendered = constructs.filter((c): c is ApiObject => c instanceof ApiObject).map((object) => ({ object, json: object.toJson() }));
  return sideOf(manifestsIn(rendered, minor));
}

/** Why each workload is as it is, by its path. @internal */
export function explanationsIn(app: App): Map<string, ExplainedValue[]> {
  return new Map(app.node.findAll().filter((c): c is Workload => c instanceof Workload).map((workload) => [workload.node.path, workload.explain().values]));
}

/** The version that an app is written for. @internal */
export function minorOfApp(app: App): number {
  return Platform.of(app).kubernetesVersion.minor;
}

/** The rendered objects of an app as rules see them, each with the construct that a user wrote. @internal */
export function manifestsIn(rendered: readonly RenderedObject[], minor?: number): Manifest[] {
  const minors = new Map<IConstruct, number>();
  const minorFor = ({ chart }: ApiObject) => {
    let known = minors.get(chart);
    if (known === undefined) minors.set(chart, known = Platform.of(chart).kubernetesVersion.minor);
    return known;
  };
  return rendered.map(({ object, json }) => Manifest.of(json, { construct: ownerOf(object), kubernetesMinor: minor ?? minorFor(object) }));
}

/** The construct that a user wrote: its workload, however deep in the tree, or else the outermost below the chart. */
function ownerOf(object: ApiObject): string {
  let at: IConstruct = object;
  while (at.node.scope && at.node.scope !== object.chart && !(at instanceof Workload)) at = at.node.scope;
  return at.node.path;
}
