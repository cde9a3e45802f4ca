import { misfit, Misfit, wrong } from './scalars';
import { Era, Field, ListKey, Shape, Struct } from './shape';
import { whereabouts } from './spelling';
import { quoted } from '../../values/flaw';
import { nearest } from '../../values/nearest';

/** One complaint: rule, path, what, fix. @internal */
export type Say = (rule: string, path: string, what: string, fix?: string) => void;

type Step = string | number;

/**
 * Walks one object beside its type, and says where the two part.
 *
 * `null` reads as left out, as the API server reads it.
 *
 * @internal
 */
export class ObjectCheck {
  // The way down to where we are. Written to on every step, so nothing is made of it before it is needed.
  private readonly steps: Step[] = [];
  private readonly structs: Struct[] = [];
  private readonly depths: number[] = [];

  constructor(private readonly minor: number, private readonly say: Say) {}

  public object(struct: Struct, value: { readonly [field: string]: unknown }): void {
    this.structs.push(struct);
    this.depths.push(this.steps.length);
    for (const name in value) {
      const inner = value[name];
      if (inner === undefined) continue;
      const field = struct.fields.get(name);
      if (field === undefined) this.unknownField(struct, name);
      else if (inner !== null) this.value(field.shape, inner, name);
    }
    for (const field of struct.required) if (isMissing(value[field.name])) this.missingField(struct, field);
    this.structs.pop();
    this.depths.pop();
  }

  private value(shape: Shape, value: unknown, step: Step): void {
    if (shape.form === 's' && typeof value === 'string') return; // most values
    this.steps.push(step);
    switch (shape.form) {
      case 'o':
        if (isObject(value)) this.object(shape.struct!, value);
        else this.misfits(wrong('an object', value, `Write the fields of ${shape.struct!.name}.`));
        break;
      case '[]':
        if (Array.isArray(value)) this.list(shape, value);
        else this.misfits(wrong('a list', value, 'Write a list; each item begins with "- ".'));
        break;
      case '{}':
        if (isObject(value)) this.map(shape.item!, value);
        else this.misfits(wrong('a map', value, 'Write keys with values.'));
        break;
      case '?':
        if (isObject(value)) this.object(shape.struct!, value);
        break;
      default: {
        const flaw = misfit(shape.form, value);
        if (flaw !== undefined) this.misfits(flaw);
        else if (shape.form === '=') this.word(shape.words!, value as string);
      }
    }
    this.steps.pop();
  }

  private map(item: Shape, value: { readonly [key: string]: unknown }): void {
    if (item.form === 'a') return;
    for (const key in value) {
      const inner = value[key];
      if (inner !== undefined && inner !== null) this.value(item, inner, key);
    }
  }

  private list(shape: Shape, values: readonly unknown[]): void {
    const item = shape.item!;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? (item.form === 'o' ? {} : undefined);
      if (value !== undefined) this.value(item, value, i);
    }
    if (shape.keys !== undefined) this.keyless(item, shape.keys, values);
    else if (shape.isSet) this.nothings(values);
    if (values.length > 1 && (shape.keys !== undefined || shape.isSet)) this.duplicates(shape, values);
  }

  /** Server-side apply cannot tell items apart that have none of their keys. */
  private keyless(item: Shape, keys: readonly ListKey[], values: readonly unknown[]): void {
    if (item.struct?.fields.get(keys[0].field)?.required) return; // said already
    const mayBeEmpty = item.struct?.name !== 'ObjectReference'; // elsewhere "" stands for a missing key
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      const hasNone = isObject(value) ? !mayBeEmpty && value[keys[0].field] === undefined : isNothing(value);
      if (hasNone) {
        this.say('structure/missing-field', this.pathTo(i, keys[0].field), `the items of this list are told apart by ${quoted(keys[0].field)}, which is missing`);
      }
    }
  }

  /** Nor does it take null for a value of a set. */
  private nothings(values: readonly unknown[]): void {
    for (let i = 0; i < values.length; i++) if (isNothing(values[i])) this.say('structure/wrong-type', this.pathTo(i), 'there is nothing where a value belongs', 'Leave it out.');
  }

  private duplicates(shape: Shape, values: readonly unknown[]): void {
    const { keys } = shape;
    const seen = new Map<string, number>();
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (keys !== undefined && !isObject(value)) continue;
      const identity = keys === undefined ? String(value) : keys.length === 1 ? keyValue(keys[0], value) : keyValues(keys, value).join('\0');
      const first = seen.get(identity);
      if (first === undefined) seen.set(identity, i);
      else this.duplicate(keys, value, i, first);
    }
  }

  private duplicate(keys: readonly ListKey[] | undefined, value: unknown, at: number, first: number): void {
    const named = keys === undefined ? [quoted(value)] : keyValues(keys, value).map((text, k) => `${keys[k].field} ${quoted(text)}`);
    this.say('structure/duplicate-list-key', this.pathTo(at), `${named.join(' and ')} ${named.length > 1 ? 'are' : 'is'} already in item ${first}`);
  }

  private word(words: ReadonlyMap<string, Era[]>, value: string): void {
    const eras = words.get(value);
    if (value === '' || eras?.some((era) => this.minor >= era.from && this.minor <= era.to)) return;
    const served = [...words].filter(([, all]) => all.some((era) => this.minor >= era.from && this.minor <= era.to)).map(([word]) => word);
    const near = nearest(value, served);
    const fix = near === undefined ? undefined : `Write ${quoted(near)}.`;
    const choice = served.length > 12 ? 'is none of the values that it takes' : `is not one of ${served.join(', ')}`;
    this.say('structure/unknown-enum-value', this.pathTo(), `${quoted(value)} ${eras ? this.history(eras) : choice}`, fix);
  }

  private unknownField(struct: Struct, name: string): void {
    const eras = struct.eras.get(name);
    if (eras !== undefined) {
      const isNew = eras.every((era) => era.from > this.minor);
      return this.say(isNew ? 'structure/field-too-new' : 'structure/field-removed', this.pathTo(name), `${quoted(name)} of ${struct.name} ${this.history(eras)}`);
    }
    const place = whereabouts(name, this.structs.map((level, i) => ({ struct: level, depth: this.depths[i] })));
    const better = place && formatPath([...this.steps.slice(0, place.depth ?? this.steps.length), ...place.steps]);
    const moved = place !== undefined && (place.depth !== undefined || place.steps.length > 1);
    this.say('structure/unknown-field', this.pathTo(name), `${struct.name} has no field ${quoted(name)}`,
      better && (moved ? `Move it to ${better}.` : `Write ${place!.steps[0]}.`));
  }

  /** `came with 1.34, the cluster is 1.30` */
  private history(eras: readonly Era[]): string {
    const later = eras.find((era) => era.from > this.minor);
    const event = later !== undefined ? `came with 1.${later.from}` : `was removed with 1.${eras[eras.length - 1].to + 1}`;
    return `${event}, the cluster is 1.${this.minor}`;
  }

  private missingField(struct: Struct, field: Field): void {
    this.say('structure/missing-field', this.pathTo(field.name), `${struct.name} needs ${quoted(field.name)}`);
  }

  private misfits({ rule, what, fix }: Misfit): void {
    this.say(rule, this.pathTo(), what, fix);
  }

  private pathTo(...more: Step[]): string {
    return formatPath([...this.steps, ...more]);
  }
}

/** `spec.containers[0].resources.limits["nvidia.com/gpu"]` @internal */
export function formatPath(steps: readonly Step[]): string {
  return steps.map((step, i) => {
    if (typeof step === 'number') return `[${step}]`;
    if (!/^[$\w-]+(\[\])?$/.test(step)) return `[${JSON.stringify(step)}]`;
    return i === 0 ? step : `.${step}`;
  }).join('');
}

/** What identifies an item of a list, defaults filled in. @internal */
export function keyValues(keys: readonly ListKey[], item: any): string[] {
  return keys.map((key) => keyValue(key, item));
}

function keyValue(key: ListKey, item: any): string {
  return String(item[key.field] ?? key.byDefault ?? '');
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

/** Left out, null, or as empty as the API server counts as left out. */
function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** @internal */
export function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
