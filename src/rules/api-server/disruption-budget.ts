import { Complain, given, notEmpty, record } from './complaint';
import { checkSelector } from './labels';
import { checkAmount } from './rolling-update';
import { Manifest } from '../manifest';

/** @internal */
export function checkDisruptionBudget({ object }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  if (given(spec.minAvailable) && given(spec.maxUnavailable)) complain('api/one-bound', 'spec', 'minAvailable and maxUnavailable are both given', 'Keep one of the two.');
  for (const field of ['minAvailable', 'maxUnavailable']) if (given(spec[field])) checkAmount(spec[field], `spec.${field}`, true, complain);
  checkSelector(spec.selector, 'spec.selector', complain);
  notEmpty(complain, 'spec.unhealthyPodEvictionPolicy', spec.unhealthyPodEvictionPolicy);
}
