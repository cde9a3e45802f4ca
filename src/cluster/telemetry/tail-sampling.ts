import { Duration } from 'cdk8s';
import { SamplingPolicy } from './sampling-policy';
import { Flaw, flaw } from '../../values/flaw';

/** Which traces are kept, decided when they are whole. */
export interface TailSampling {
  /** What makes a trace worth keeping; one of them is enough. At least one. */
  readonly keep: SamplingPolicy[];
  /**
   * How long spans are waited for after a trace's first one; whole seconds, at least 1. What comes later goes by the decision that was taken.
   * @default Duration.seconds(30), most traces are over by then (the collector's default)
   */
  readonly decisionWait?: Duration;
  /**
   * How many traces are held at once until that is decided; 1 or more. With more, the oldest are forgotten.
   * @default - what fits into half of the memory that the limiter allows, at 20 KiB a trace (some twenty spans)
   */
  readonly maxTraces?: number;
}

/** What a trace takes in memory: twenty spans of a kibibyte. An estimate, on the safe side for the usual call through a few services. @internal */
export const TRACE_KIB = 20;

/** @internal */
export function tailSamplingFlaws({ keep, decisionWait, maxTraces }: TailSampling): Flaw[] {
  const seconds = decisionWait?.toSeconds({ integral: false }) ?? 30;
  const names = keep.map(String);
  const twice = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
  return [
    ...keep.flatMap((policy) => policy._flaws),
    ...(keep.length > 0 ? [] : [flaw('sampling/keeps-nothing', 'traces are sampled, and nothing is worth keeping', 'Name a policy, such as SamplingPolicy.errors(), or leave `tailSampling` out.')]),
    ...twice.map((name) => flaw('sampling/policy-twice', `the policy ${name} is there twice; the collector refuses that`, 'Name it once.')),
    ...(Number.isInteger(seconds) && seconds >= 1 ? [] : [flaw('sampling/bad-wait', `spans of a trace are waited for ${seconds}s`, 'Give whole seconds, at least 1.')]),
    ...(maxTraces === undefined || (Number.isSafeInteger(maxTraces) && maxTraces >= 1) ? [] : [flaw('sampling/bad-max-traces', `${maxTraces} traces are held at once`, 'Give a whole number from 1 on.')]),
  ];
}
