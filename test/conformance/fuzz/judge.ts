import { Answer, Oracle, Question } from '../oracle';

/** Reasons that depend on the cluster or on admission plugins, of which the oracle has none. */
const OF_THE_CLUSTER = [
  'Forbidden: disallowed by cluster policy', // every distribution sets --allow-privileged
  'hostProcess containers are disallowed by cluster policy',
  'must not be specified when serviceAccountName is not set', // the ServiceAccount plugin sets it before
  'is not in the valid range. The range of valid', // addresses and node ports
];

/** What rules in CEL may cost is counted by the server alone. */
const OF_THE_COST = ['exceeds budget by factor', 'contributed to estimated rule cost', 'exceeds cost limit'];

/** The oracle, without what another cluster would judge otherwise. */
export class Judge {
  private readonly oracle: Oracle;

  /** @param minor of the API server, such as 36 */
  constructor(minor: number) {
    this.oracle = new Oracle(`1.${minor}`);
  }

  public async ask(questions: readonly Question[]): Promise<Answer[]> {
    return (await this.oracle.askAll(questions)).map(withoutCluster);
  }

  /** Whether the objects may be created, also by server-side apply. */
  public async judge(objects: readonly unknown[]): Promise<Answer[]> {
    return this.ask(objects.map((object: any) => ({ op: 'create', ssa: object.kind !== 'CustomResourceDefinition', object })));
  }

  public async close(): Promise<void> {
    await this.oracle.close();
  }
}

function isOfTheCost({ message }: { readonly message: string }): boolean {
  return OF_THE_COST.some((reason) => message.includes(reason));
}

/** Where there are no other reasons, an address may do elsewhere: that is no verdict. */
function withoutCluster(answer: Answer): Answer {
  const errors = answer.errors.filter(({ message }) => !OF_THE_CLUSTER.some((reason) => message.includes(reason)));
  if (answer.verdict === 'reject' && answer.strict.length === 0 && errors.length > 0 && errors.every(isOfTheCost)) return { ...answer, errors, verdict: 'error' };
  const onlySuch = answer.verdict === 'reject' && errors.length === 0 && answer.strict.length === 0;
  if (!onlySuch) return { ...answer, errors };
  return { ...answer, errors, verdict: answer.errors.some(({ message }) => message.includes('valid range')) ? 'error' : 'accept' };
}
