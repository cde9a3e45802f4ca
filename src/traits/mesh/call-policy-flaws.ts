import { CallPlan, PlannedCall } from '../../kube/mesh/call-plan';
import { linkerdConditions } from '../../kube/mesh/retry-words';
import { showPlain } from '../../model/slot';
import { Mesh } from '../../platform/mesh';
import { breakerText } from '../../values/calls/circuit-breaker';
import { poolText } from '../../values/calls/connection-pool';
import { CallRules } from '../../values/calls/resilience';
import { retryText } from '../../values/calls/retry';
import { Flaw, flaw } from '../../values/flaw';
import { PortProtocol } from '../../values/port';

/** One part of what calls are made with, how to compare it, and how to say it. */
interface Part { readonly what: string; readonly of: (rules: CallRules) => unknown; readonly text: (rules: CallRules) => string }

const BREAKER: Part = { what: 'circuit breaker', of: ({ breaker }) => breaker, text: ({ breaker }) => breakerText(breaker) };
const POOL: Part = { what: 'connection pool', of: ({ pool }) => pool, text: ({ pool }) => poolText(pool) };
/** Who does not retry has no use for any. */
const BUDGET: Part = { what: 'retry budget', of: ({ retry }) => retry?.budgetPercent ?? 'any', text: ({ retry }) => `${retry?.budgetPercent}% of all calls` };
const RETRY: Part = { what: 'kind of retries', of: ({ retry }) => retry && { ...retry, budgetPercent: undefined }, text: ({ retry }) => retryText(retry) };

/** What a mesh cannot do: it keeps some things by callee only, and some not at all. @internal */
export function callFlaws(plans: readonly CallPlan[], callee: string, mesh: Mesh): Flaw[] {
  if (mesh._kind === 'istio') return plans.flatMap((plan) => [BREAKER, POOL, BUDGET].flatMap((part) => differences(plan.calls, part, callee, mesh)));
  const isGrpc = ({ port }: CallPlan) => port.protocol === PortProtocol.GRPC;
  const callsOf = (some: readonly CallPlan[]) => some.flatMap(({ calls }) => calls);
  return [
    ...differences(callsOf(plans), BREAKER, callee, mesh),
    ...differences(callsOf(plans.filter((plan) => !isGrpc(plan))), RETRY, callee, mesh),
    ...plans.filter(isGrpc).flatMap(({ calls }) => differences(calls, RETRY, callee, mesh)),
    ...plans.flatMap((plan) => unsayable(plan, callee, mesh)),
  ];
}

function differences(calls: readonly PlannedCall[], { what, of, text }: Part, callee: string, mesh: Mesh): Flaw[] {
  const [first, ...others] = calls.filter(({ rules }) => of(rules) !== 'any');
  const other = others.find(({ rules }) => showPlain(of(rules)) !== showPlain(of(first.rules)));
  return other === undefined ? [] : [flaw('mesh/callers-differ',
    `${first.name} and ${other.name} call ${callee} with a different ${what} each (${first.name}: ${text(first.rules)}; ${other.name}: ${text(other.rules)}), and ${mesh} keeps one for all callers`,
    `Say it once, of ${callee}: resilience: Resilience.of(…).`)];
}

function unsayable({ calls, port, unsaid }: CallPlan, callee: string, mesh: Mesh): Flaw[] {
  const { retry } = calls[0]?.rules ?? unsaid;
  return retry === undefined || linkerdConditions(retry, port).length > 0 ? [] : [flaw('mesh/cannot-retry',
    `calls to ${callee} are to be made again on ${retry.on.join(', ')}, and ${mesh} looks at answers only`,
    'Add RetryCondition.UNAVAILABLE, or use Retry.none(): pods that cannot be reached are passed over anyway.')];
}
