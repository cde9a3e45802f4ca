import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** Milliseconds that a pod which leaves gives its requests, where it says so. @internal */
export function drainMillis(settled: Settled | undefined): number | undefined {
  const said = settled?.get(Facts.ENV.at('SHUTDOWN_TIMEOUT'));
  const [, seconds] = /^([0-9]+)s$/.exec(said?.kind === 'text' ? said.text : '') ?? [];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}
