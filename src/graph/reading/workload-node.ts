import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { openExplanation } from './open-explanation';
import { DatabaseWorkload } from '../../databases/database-workload';
import { Facts } from '../../model/facts';
import { GoOperator } from '../../operators/go-operator';
import { BatchWorkload } from '../../workloads/batch-workload';
import { ServingWorkload } from '../../workloads/serving-workload';
import { Workload } from '../../workloads/workload';
import { GraphNode } from '../graph-node';
import { GraphNodeKind } from '../graph-node-kind';

/** A workload, with all that was decided about it. @internal */
export function workloadNode(workload: Workload): GraphNode {
  const settled = workload._settled();
  const image = settled.get(Facts.IMAGE);
  return {
    id: workload.node.path,
    kind: kindOf(workload),
    name: workload.name,
    namespace: workload.namespace,
    image: image === undefined ? undefined : String(image),
    pods: podsOf(workload),
    ports: portsOf(workload),
    objects: objectsOf(workload),
    traits: workload._traitIds,
    explanation: openExplanation(workload.explain()),
    problems: workload.problems().map((problem) => problem.message),
  };
}

function kindOf(workload: Workload): GraphNodeKind {
  if (workload instanceof DatabaseWorkload) return GraphNodeKind.DATABASE;
  if (workload instanceof GoOperator) return GraphNodeKind.OPERATOR;
  if (workload instanceof BatchWorkload) return GraphNodeKind.JOB;
  return workload instanceof ServingWorkload ? GraphNodeKind.SERVICE : GraphNodeKind.WORKER;
}

/** What others may call; of who serves nothing, what is open in the container. */
function portsOf(workload: Workload): string[] {
  const settled = workload._settled();
  const served = settled.entries(Facts.SERVED);
  return (served.length > 0 ? served : settled.entries(Facts.PORT)).map(([, port]) => String(port));
}

function podsOf(workload: Workload): string | undefined {
  const settled = workload._settled();
  const replicas = settled.get(Facts.REPLICAS);
  if (replicas !== undefined && 'fixed' in replicas) return String(replicas.fixed);
  const [min, max] = [settled.get(Facts.MIN_PODS), settled.get(Facts.MAX_PODS)];
  const span = min === undefined || max === undefined ? '' : `${min} to ${max}`;
  if (replicas === undefined) return span || undefined;
  return `${span}${span === '' ? '' : ', '}left to ${replicas.owner}`;
}

/** All objects below it, but for those of workloads of their own. */
function objectsOf(construct: IConstruct): string[] {
  return construct.node.children.flatMap((child) => {
    if (child instanceof Workload) return [];
    return child instanceof ApiObject ? [`${child.kind} ${child.name}`] : objectsOf(child);
  });
}
