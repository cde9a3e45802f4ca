import { nanoUnits } from '../../../rules/api-server/quantity';
import { call, Expr, literal } from '../expression';
import { Part } from '../sketch';

const MIB = 1024 * 1024;

/** CPU and memory, one part each. @internal */
export function amountParts(container: any): Part[] {
  const { requests, limits } = container?.resources ?? {};
  const cpu = cpuExpr(requests?.cpu);
  const cpuLimit = cpuExpr(limits?.cpu);
  const memory = sizeExpr(limits?.memory ?? requests?.memory);
  return [
    ...(cpu === undefined ? [] : [{ props: { cpu } }]),
    ...(cpuLimit === undefined ? [] : [{ props: { cpuLimit } }]),
    ...(memory === undefined ? [] : [{ props: { memory } }]),
  ];
}

/** `Size.mebibytes(128)`; undefined where it is no whole number of MiB. @internal */
export function sizeExpr(quantity: unknown): Expr | undefined {
  const bytes = wholeOf(quantity, 1);
  if (bytes === undefined || bytes === 0 || bytes % MIB !== 0) return undefined;
  const mebibytes = bytes / MIB;
  return mebibytes % 1024 === 0 ? call('Size', 'gibibytes', literal(mebibytes / 1024)) : call('Size', 'mebibytes', literal(mebibytes));
}

/** `Duration.seconds(90)`, in the largest unit that is whole. @internal */
export function durationExpr(seconds: number): Expr {
  if (seconds > 0 && seconds % 3600 === 0) return call('Duration', 'hours', literal(seconds / 3600));
  return seconds > 0 && seconds % 60 === 0 ? call('Duration', 'minutes', literal(seconds / 60)) : call('Duration', 'seconds', literal(seconds));
}

/** `PodAmount.percent(25)`, as Kubernetes writes it: `25%` or `1`. @internal */
export function podAmountExpr(amount: unknown): Expr | undefined {
  if (typeof amount === 'number') return call('PodAmount', 'count', literal(amount));
  const percent = /^(\d+)%$/.exec(String(amount))?.[1];
  return percent === undefined ? undefined : call('PodAmount', 'percent', literal(Number(percent)));
}

function cpuExpr(quantity: unknown): Expr | undefined {
  const millis = wholeOf(quantity, 1000);
  if (millis === undefined || millis === 0) return undefined;
  return millis % 1000 === 0 ? call('Cpu', 'units', literal(millis / 1000)) : call('Cpu', 'millis', literal(millis));
}

/** How many of a unit an amount is; undefined where that is no whole number. */
function wholeOf(quantity: unknown, perOne: number): number | undefined {
  const nano = quantity === undefined ? undefined : nanoUnits(quantity);
  if (nano === undefined) return undefined;
  const units = Number(nano) * perOne / 1e9;
  return Number.isSafeInteger(units) ? units : undefined;
}
