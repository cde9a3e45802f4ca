import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Problem } from '../model/problem';
import { ProblemsError } from '../model/problems-error';
import { flaw } from '../values/flaw';

/** The scope, if it is in a chart; else no file would hold what is made there. @internal */
export function inChart(scope: Construct, id: string): Construct {
  if (scope.node.scopes.some((s) => Chart.isChart(s))) return scope;
  throw new ProblemsError([String(Problem._at(id, flaw('workload/no-chart', `"${id}" is not in a chart, so no file would hold it`,
    'Make a chart first: new Chart(app, \'shop\', { namespace: \'shop\' }).')))]);
}

/** The id, or a free one next to it: the clash is reported with all other problems. @internal */
export function freeId(scope: Construct, id: string): string {
  const wanted = nodeId(id);
  let free = wanted;
  for (let n = 2; scope.node.tryFindChild(free) !== undefined; n++) free = `${wanted}#${n}`;
  return free;
}

/** The id as the construct tree takes it; that it is no name is reported with all other problems. @internal */
export function nodeId(id: string): string {
  if (id === '') return 'unnamed';
  // The tree keeps children in a plain object, where "constructor" is taken from the start.
  return id in Object.prototype ? `_${id}` : id.replace(/\//g, '--');
}
