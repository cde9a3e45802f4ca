import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { evaluated } from './evaluated';
import { Expr } from './expression';
import { classOf } from './nouns';
import { Patch } from './patches';
import { propsOf, Sketch } from './sketch';
import { GopherApp } from '../../app/gopher-app';
import { Workload } from '../../workloads/workload';

/** An object that the sketch makes. @internal */
export interface MadeObject {
  readonly kind: string;
  readonly name: string;
  readonly json: any;
}

/** What comes of a sketch when the program runs. @internal */
export interface Performance {
  readonly problems: readonly string[];
  readonly objects: readonly MadeObject[];
}

/** Runs a sketch by itself, as the program would. @internal */
export function performed(sketch: Sketch, namespace: string, platform: Expr | undefined): Performance {
  const app = new GopherApp(platform === undefined ? {} : { platform: evaluated(platform) });
  const workload = performedIn(new Chart(app, 'adopted', namespace === '' ? {} : { namespace }), sketch);
  const problems = workload.problems().map(({ slug, what }) => `${slug}: ${what}`);
  if (problems.length > 0) return { problems, objects: [] };
  return { problems, objects: objectsIn(workload).map((object) => ({ kind: object.kind, name: object.name, json: object.toJson() })) };
}

/** Makes the workload of a sketch in a chart. @internal */
export function performedIn(chart: Chart, sketch: Sketch): Workload {
  const workload: Workload = new (classOf(sketch.noun))(chart, sketch.id, evaluated(propsOf(sketch)));
  for (const { verb, args } of sketch.parts.flatMap((part) => part.verbs ?? [])) (workload.draft as any)[verb](...args.map(evaluated));
  return workload;
}

/** Patches the objects of a workload. @internal */
export function patched(workload: Workload, patches: readonly Patch[]): void {
  for (const { kind, ops } of patches) {
    objectsIn(workload).find((object) => object.kind === kind)!.addJsonPatch(...ops.map(({ op, path, value }) => (op === 'remove' ? JsonPatch.remove(path) : JsonPatch[op](path, value))));
  }
}

/** The API objects below a construct. @internal */
export function objectsIn(scope: Construct): ApiObject[] {
  return scope.node.findAll().filter((construct: IConstruct): construct is ApiObject => construct instanceof ApiObject);
}
