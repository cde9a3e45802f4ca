import { same } from '../../plan/difference';
import { normalForm } from '../../plan/normal-form';
import { isRecord } from '../../rules/pods';

/** One step of a JSON patch (RFC 6902). @internal */
export interface Op {
  readonly op: 'add' | 'replace' | 'remove' | 'test';
  readonly path: string;
  readonly value?: unknown;
}

/** What has to be done to an object that a construct makes. @internal */
export interface Patch {
  readonly kind: string;
  readonly ops: readonly Op[];
}

/** Lists of which only the members count, and not their order; and the field that tells them apart. */
const KEYED: { readonly [field: string]: readonly string[] } = {
  containers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  ports: ['containerPort', 'port', 'protocol'],
  imagePullSecrets: ['name'],
  tolerations: [],
  topologySpreadConstraints: [],
};

/** What patching may be told. @internal */
export interface PatchOptions {
  readonly minor: number;
  /** whether another order is a difference, too: it makes the API server replace the pods */
  readonly isOrdered: boolean;
}

/**
 * What makes an object that a construct renders the one that runs, apart from its names, and
 * from labels and annotations of the object itself that come in addition.
 *
 * Compared as the API server would see them: a default that is written out is no difference.
 * A list is changed by its place only where a `test` makes sure who stands there.
 *
 * @internal
 */
export function opsBetween(made: any, wanted: any, options: PatchOptions): Op[] {
  const [normalMade, normalWanted] = [made, wanted].map((object) => normalForm(object, options.minor));
  const found: Op[] = [];
  const walk = new Walk(options, found);
  for (const field of fieldsOf(made, wanted).filter((name) => !['apiVersion', 'kind', 'metadata'].includes(name))) {
    walk.values(made[field], wanted[field], normalMade[field], normalWanted[field], `/${field}`, field);
  }
  for (const field of ['labels', 'annotations']) walk.additions(made.metadata?.[field], wanted.metadata?.[field], `/metadata/${field}`);
  return found;
}

class Walk {
  public constructor(private readonly options: PatchOptions, private readonly found: Op[]) {}

  /** Brings one place into line. */
  public values(made: any, wanted: any, normalMade: any, normalWanted: any, path: string, field: string): void {
    if (same(normalMade, normalWanted) || (made === undefined && wanted === undefined)) return;
    if (isJobMetadata(path)) this.additions(made?.labels, wanted?.labels, `${path}/labels`);
    else if (wanted === undefined || wanted === null) this.found.push({ op: 'remove', path });
    else if (made === undefined) this.found.push({ op: 'add', path, value: wanted });
    else if (isRecord(made) && isRecord(wanted)) this.records(made, wanted, normalMade, normalWanted, path);
    else if (Array.isArray(made) && Array.isArray(wanted)) this.lists(made, wanted, normalMade, normalWanted, path, field);
    else this.found.push({ op: 'replace', path, value: wanted });
  }

  /** What is wanted and not there; what is there in addition stays. */
  public additions(made: any, wanted: any, path: string): void {
    if (!isRecord(wanted) || Object.keys(wanted).length === 0) return;
    if (!isRecord(made)) return void this.found.push({ op: 'add', path, value: wanted });
    for (const key of Object.keys(wanted)) {
      const isThere = Object.hasOwn(made, key);
      if (!isThere || made[key] !== wanted[key]) this.found.push({ op: isThere ? 'replace' : 'add', path: `${path}/${escaped(key)}`, value: wanted[key] });
    }
  }

  private records(made: any, wanted: any, normalMade: any, normalWanted: any, path: string): void {
    for (const field of fieldsOf(made, wanted)) {
      const [old, now, normalOld, normalNow] = [made, wanted, normalMade, normalWanted].map((record) => (isRecord(record) && Object.hasOwn(record, field) ? record[field] : undefined));
      this.values(old, now, normalOld, normalNow, `${path}/${escaped(field)}`, field);
    }
  }

  private lists(made: any[], wanted: any[], normalMade: any, normalWanted: any, path: string, field: string): void {
    const keys = Object.hasOwn(KEYED, field) ? KEYED[field] : undefined;
    const keyOf = (item: any) => (isRecord(item) && keys !== undefined ? keys.map((key) => String(item[key] ?? (key === 'protocol' ? 'TCP' : ''))).join(' ') : undefined);
    const [old, now] = [made, wanted].map((items) => items.map(keyOf));
    const isKeyed = keys !== undefined && [...old, ...now].every((key) => key !== undefined) && [old, now].every((all) => new Set(all).size === all.length);
    if (!isKeyed || keys.length === 0) {
      if (keys !== undefined && !this.options.isOrdered && sameMembers(normalMade, normalWanted)) return;
      return void this.found.push({ op: 'replace', path, value: wanted });
    }
    const isInOrder = same(old.filter((key) => now.includes(key)), now.filter((key) => old.includes(key)));
    if ((this.options.isOrdered && !isInOrder) || old.every((key) => !now.includes(key))) return void this.found.push({ op: 'replace', path, value: wanted });
    this.items({ made, wanted, normalMade: normalMade ?? made, normalWanted: normalWanted ?? wanted, old, now }, path, keys, isInOrder);
  }

  /** The members of a list one by one: first what changes in place, then what goes, from the last, then what comes. */
  private items({ made, wanted, normalMade, normalWanted, old, now }: Items, path: string, keys: readonly string[], isInOrder: boolean): void {
    made.forEach((item, i) => {
      const j = now.indexOf(old[i]);
      if (j < 0) return;
      const before = this.found.length;
      this.records(item, wanted[j], normalMade[i], normalWanted[j], `${path}/${i}`);
      if (this.found.length > before) this.found.splice(before, 0, ...guard(path, i, item, keys));
    });
    for (let i = made.length - 1; i >= 0; i--) if (!now.includes(old[i])) this.found.push(...guard(path, i, made[i], keys), { op: 'remove', path: `${path}/${i}` });
    wanted.forEach((item, j) => {
      const isLast = !isInOrder || now.slice(j).every((key) => !old.includes(key));
      if (!old.includes(now[j])) this.found.push({ op: 'add', path: `${path}/${isLast ? '-' : j}`, value: item });
    });
  }
}

interface Items { readonly made: any[]; readonly wanted: any[]; readonly normalMade: any[]; readonly normalWanted: any[]; readonly old: any[]; readonly now: any[] }

/** Makes sure that the place in a list holds what it held: the program may have got another variable since. The program's own container is always the first. */
function guard(path: string, index: number, item: any, keys: readonly string[]): Op[] {
  const key = keys.find((name) => item[name] !== undefined);
  return key === undefined || (path.endsWith('/containers') && index === 0) ? [] : [{ op: 'test', path: `${path}/${index}/${escaped(key)}`, value: item[key] }];
}

/** Labels of the Jobs that a CronJob makes: more of them select nothing. */
function isJobMetadata(path: string): boolean {
  return path === '/spec/jobTemplate/metadata';
}

function sameMembers(a: any, b: any): boolean {
  return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item) => b.some((other) => same(item, other)));
}

function fieldsOf(made: any, wanted: any): string[] {
  return [...new Set([...Object.keys(made ?? {}), ...Object.keys(wanted ?? {})])];
}

function escaped(field: string): string {
  return field.replace(/~/g, '~0').replace(/\//g, '~1');
}
