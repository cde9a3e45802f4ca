import { push, record, records, text, texts } from './json';

/** @internal */
export type Labels = ReadonlyMap<string, string>;

/** Labels that controllers give to pods beside those of the template: nobody here can see them. */
const OF_CONTROLLERS = /^(statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|controller-revision-hash|pod-template-hash|(batch\.kubernetes\.io\/)?(job-name|controller-uid))$/;

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/**
 * A label selector of the API: `matchLabels` and `matchExpressions`, all of which must hold.
 *
 * @internal
 */
export class LabelSelector {
  /** A LabelSelector as Deployments, budgets and policies have it; one that is empty selects everything. */
  public static of(selector: unknown): LabelSelector {
    const { matchLabels, matchExpressions } = record(selector);
    const requirements = equalities(matchLabels);
    for (const e of records(matchExpressions)) requirements.push({ key: text(e.key), operator: text(e.operator), values: texts(e.values) });
    return new LabelSelector(requirements);
  }

  /** The plain map that Services have. */
  public static ofMap(labels: unknown): LabelSelector {
    return new LabelSelector(equalities(labels));
  }

  private readonly requirements: readonly Requirement[];
  private known: string[][] | undefined;

  private constructor(requirements: Requirement[]) {
    this.requirements = requirements.some((r) => OF_CONTROLLERS.test(r.key)) ? requirements.filter((r) => !OF_CONTROLLERS.test(r.key)) : requirements;
  }

  public get isEmpty(): boolean {
    return this.requirements.length === 0;
  }

  /** The label keys it asks for. */
  public get keys(): string[] {
    return this.requirements.map((r) => r.key);
  }

  /** What carries it must be in one of these lists of `key=value`, each of which is enough by itself. */
  public get terms(): readonly string[][] {
    return this.known ??= this.requirements.filter((r) => r.operator === 'In').map((r) => r.values.map((v) => term(r.key, v)));
  }

  public matches(labels: Labels): boolean {
    return this.requirements.every(({ key, operator, values }) => {
      const value = labels.get(key);
      switch (operator) {
        case 'In': return value !== undefined && values.includes(value);
        case 'NotIn': return value === undefined || !values.includes(value);
        case 'Exists': return value !== undefined;
        case 'DoesNotExist': return value === undefined;
        default: return true;
      }
    });
  }

  public toString(): string {
    return this.requirements.map(({ key, operator, values }) => (operator === 'In' && values.length === 1
      ? `${key}=${values[0]}` : `${key} ${operator}${values.length === 0 ? '' : ` (${values.join(', ')})`}`)).join(',') || 'everything';
  }
}

function equalities(labels: unknown): Requirement[] {
  const requirements: Requirement[] = [];
  const map = record(labels);
  for (const key in map) {
    const value = map[key];
    if (typeof value === 'string') requirements.push({ key, operator: 'In', values: [value] });
  }
  return requirements;
}

/** @internal */
export function term(key: string, value: string): string {
  return `${key}=${value}`;
}

/**
 * Labelled things by namespace and label, so that a selector looks at those few that
 * carry its rarest label instead of at all.
 *
 * @internal
 */
export class LabelIndex<T extends { readonly namespace: string; readonly labels: Labels }> {
  private readonly byNamespace = new Map<string, T[]>();
  private readonly byTerm = new Map<string, T[]>();

  public constructor(things: Iterable<T>) {
    for (const thing of things) {
      push(this.byNamespace, thing.namespace, thing);
      for (const [key, value] of thing.labels) push(this.byTerm, `${thing.namespace}\0${term(key, value)}`, thing);
    }
  }

  public in(namespace: string): readonly T[] {
    return this.byNamespace.get(namespace) ?? [];
  }

  public select(namespace: string, selector: LabelSelector): readonly T[] {
    let candidates = this.in(namespace);
    if (selector.isEmpty) return candidates;
    for (const alternatives of selector.terms) {
      const lists = alternatives.map((t) => this.byTerm.get(`${namespace}\0${t}`) ?? []);
      const size = lists.reduce((sum, l) => sum + l.length, 0);
      if (size < candidates.length) candidates = lists.flat();
    }
    return candidates.filter((thing) => selector.matches(thing.labels));
  }
}
