import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { Flaw, flaw } from '../../values/flaw';

/** @internal */
export function boundsFlaws(min: number, max: number, fewest: number = 1): Flaw[] {
  const whole = (n: number, from: number) => Number.isInteger(n) && n >= from && n < 2 ** 31;
  if (!whole(min, fewest) || !whole(max, 1)) {
    return [flaw('autoscaling/bad-bounds', `the autoscaler would run ${min} to ${max} pods`, `Give whole numbers, the fewest from ${fewest} on, the most from 1 on.`)];
  }
  return min <= max ? [] : [flaw('autoscaling/min-above-max', `minReplicas ${min} is above maxReplicas ${max}`, 'Raise maxReplicas, or lower minReplicas, which is 2 where nothing is said.')];
}

/** @internal */
export function checkOwner(settled: Settled): Flaw[] {
  const decision = settled.decision(Facts.REPLICAS);
  return decision && 'fixed' in decision.value ? [flaw('replicas/two-owners',
    `${decision.value.fixed} replicas are fixed by ${decision.winner.writer.who} while the autoscaler decides too; every sync would undo its work`,
    'Leave replicas out, or leave the autoscaler out: without: [Autoscaling.ID].')] : [];
}

/** What is measured against a request needs one. @internal */
export function checkRequests(settled: Settled): Flaw[] {
  const requests = { cpu: Facts.CPU_REQUEST, memory: Facts.MEMORY_REQUEST } as const;
  return settled.entries(Facts.SCALED_BY).flatMap(([, { resource, text }]) => (
    resource === undefined || settled.get(requests[resource as 'cpu' | 'memory']) !== undefined ? [] : [flaw(`autoscaling/no-${resource}-request`,
      `the autoscaler aims at ${text}, a request that nobody makes; it would never scale`, `Give the workload \`${resource}\`.`)]));
}
