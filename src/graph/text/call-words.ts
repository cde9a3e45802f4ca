import { durationText } from '../../values/calls/whole-millis';
import { GraphEdge } from '../graph-edge';
import { GraphEdgeKind } from '../graph-edge-kind';

/** Port, deadline and retries of a way, as short as a label must be. @internal */
export function callWords({ kind, port, only, timeout, maxRetries }: GraphEdge): string {
  return [
    ...(kind === GraphEdgeKind.EXPOSURE ? only : []),
    ...(port === undefined ? [] : [port]),
    ...(timeout === undefined ? [] : [durationText(timeout)]),
    ...(maxRetries === undefined || maxRetries === 0 ? [] : [`${maxRetries} ${maxRetries === 1 ? 'retry' : 'retries'}`]),
  ].join(', ');
}

/** @internal */
export function counted(number: number, noun: string, plural: string = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
