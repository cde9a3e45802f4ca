import { Shape, Struct } from './shape';
import { nearest } from '../../values/nearest';

/** A struct on the way down to a field, and how deep its path is. @internal */
export interface Level {
  readonly struct: Struct;
  readonly depth: number;
}

/** Where a misplaced or misspelt field belongs. @internal */
export interface Whereabouts {
  /** how many steps of the path to keep; `undefined` for all */
  readonly depth?: number;
  /** the steps from there on */
  readonly steps: readonly string[];
}

// Fields that too many types have for their place to be guessed.
const COMMON = new Set(['name', 'kind', 'type', 'key', 'value', 'path', 'port', 'apiVersion', 'metadata', 'spec', 'status', 'id', 'mode', 'items', 'uid']);

/**
 * Where a field was probably meant to be: another spelling, further out, or further in.
 *
 * @internal
 */
export function whereabouts(name: string, levels: readonly Level[]): Whereabouts | undefined {
  const { struct } = levels[levels.length - 1];
  const sameLetters = [...struct.fields.keys()].find((field) => field.toLowerCase() === name.toLowerCase());
  if (sameLetters !== undefined) return { steps: [sameLetters] };
  if (!COMMON.has(name)) {
    for (let i = levels.length - 2; i >= 0; i--) {
      if (levels[i].struct.fields.has(name)) return { depth: levels[i].depth, steps: [name] };
    }
    const inside = furtherIn(name, struct);
    if (inside !== undefined) return { steps: inside };
  }
  const near = nearest(name, struct.fields.keys());
  return near === undefined ? undefined : { steps: [near] };
}

/** One step in, then two; what is required comes first, as `containers` before `volumes`. */
function furtherIn(name: string, struct: Struct): string[] | undefined {
  const children = [...struct.fields.values()].sort((a, b) => Number(b.required) - Number(a.required))
    .map((field) => ({ step: field.shape.form === '[]' ? `${field.name}[]` : field.name, struct: innerOf(field.shape) }))
    .filter((child): child is { step: string; struct: Struct } => child.struct !== undefined && child.struct !== struct);
  const child = children.find((c) => c.struct.fields.has(name));
  if (child !== undefined) return [child.step, name];
  for (const { step, struct: inner } of children.filter((c) => !c.step.endsWith('[]') && c.step !== 'metadata')) {
    for (const field of inner.fields.values()) {
      if (innerOf(field.shape)?.fields.has(name)) return [step, field.shape.form === '[]' ? `${field.name}[]` : field.name, name];
    }
  }
  return undefined;
}

function innerOf(shape: Shape): Struct | undefined {
  return shape.form === 'o' ? shape.struct : shape.form === '[]' && shape.item?.form === 'o' ? shape.item.struct : undefined;
}
