import type { DatabaseOperator } from './database-operator';
import { OperatedMetrics } from './operated-metrics';
import { OperatedSpread } from './operated-spread';
import { Rank } from '../../model/rank';
import { Settled } from '../../model/settled';
import { Platform } from '../../platform/platform';
import { Isolation } from '../../traits/isolation';
import { Metadata } from '../../traits/metadata';
import { ITrait } from '../../traits/trait';
import { Flaw, flaw } from '../../values/flaw';
import type { ServerPlan } from '../database-workload';

/** What every database that an operator runs gets without asking. The operator hardens its pods, and makes their accounts and budgets. @internal */
export function operatedPathOf({ pods, props }: ServerPlan, operator: DatabaseOperator, platform: Platform): ITrait[] {
  return [
    ...(pods === 1 || platform._isLocal ? [] : [new OperatedSpread()]),
    ...(operator.metrics === undefined || !props.metrics ? [] : [new OperatedMetrics(operator.metrics)]),
    new Isolation(),
    new Metadata({ component: 'database' }),
  ];
}

/** Facts that become something where an operator makes the pods. */
const READ = [
  'annotation', 'calledBy', 'claim', 'cpu', 'image', 'label', 'memory', 'mesh', 'network', 'node', 'neighbour', 'pod/priorityClassName', 'podAnnotation', 'podLabel',
  'port', 'replicas', 'service/port', 'serviceAccount/annotation', 'spread', 'toleration',
];

/** What somebody has said of the pods, and the operator is not told. @internal */
export function unreadFlaws(settled: Settled, operatorName: string): Flaw[] {
  const isRead = (fact: string) => READ.some((name) => fact === name || fact.startsWith(`${name}/`));
  return settled.decisions().filter(({ slot, winner }) => winner.writer.rank >= Rank.TRAIT && !isRead(slot.name)).map(({ slot, value, winner }) => flaw(
    'database/not-for-operator', `${slot.name} is to be ${slot.show(value)} for ${winner.writer.who}; ${operatorName} makes the pods, and is not told`,
    'Leave it out, patch the operator\'s resource with addJsonPatch, or run the database as a StatefulSet.'));
}
