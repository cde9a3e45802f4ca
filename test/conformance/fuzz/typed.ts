import { Random } from './random';
import { AMOUNTS, BYTES, INTEGERS, KEYS_LIKE, KEYS_OF_FIELD, LONGS, OF_FIELD, QUANTITIES, STRANGERS, TEXTS, TIMES, VALUES_IN_MAP } from './values';
import { Shape, Struct } from '../../../src/rules/structure/shape';

/*
 * Makes values of a type, mostly fitting, out of the values that are worth a try.
 */

/** What values are made of. */
export interface Workshop {
  readonly random: Random;
  /** the subtrees of the bases, by the name of their type */
  readonly parts: ReadonlyMap<string, readonly unknown[]>;
  /** the texts of the object itself, which others may refer to */
  readonly texts: readonly string[];
}

/** What the server writes, and nobody who applies. */
export const LEFT_OUT: ReadonlySet<string> = new Set(['status', 'managedFields',
  // Drivers of storage systems inside Kubernetes, which CSI has replaced: we judge their structure only.
  'awsElasticBlockStore', 'azureDisk', 'azureFile', 'cephfs', 'cinder', 'fc', 'flexVolume', 'flocker', 'gcePersistentDisk', 'gitRepo', 'glusterfs', 'iscsi', 'photonPersistentDisk', 'portworxVolume',
  'quobyte', 'rbd', 'scaleIO', 'storageos', 'vsphereVolume']);

/** A value for a field of that name and form. */
export function makeValue(shop: Workshop, field: string, shape: Shape, depth: number = 0, around: string = ''): unknown {
  const { random } = shop;
  if (random.chance(0.04)) return random.pick(STRANGERS);
  const special = OF_FIELD[field];
  const fits = special?.filter((value) => fitsForm(shape, value)) ?? [];
  if (fits.length > 0 && random.chance(0.75)) return random.pick(random.chance(0.6) ? fits.slice(0, Math.ceil(fits.length / 2)) : fits);
  switch (shape.form) {
    case 's': return textFor(shop, around);
    case 'b': return random.chance(0.5);
    case 'i': return random.pick(INTEGERS);
    case 'l': return random.pick(LONGS);
    case 'f': return random.pick([0, 1, 0.5, -1]);
    case 'q': return random.pick(QUANTITIES);
    case 'x': return random.pick(AMOUNTS);
    case 't':
    case 'u': return random.pick(TIMES);
    case 'y': return random.pick(BYTES);
    case '=': return random.chance(0.15) ? random.pick(['', 'Nothing', 'always']) : random.pick([...shape.words!.keys()]);
    case '[]': return Array.from({ length: random.pick([0, 1, 1, 1, 2, 2, 3]) }, () => makeValue(shop, field, shape.item!, depth + 1));
    case '{}': return makeMap(shop, field, shape.item!, depth);
    case 'o': return makeObject(shop, shape.struct!, depth);
    case '?': return random.chance(0.7) ? makeObject(shop, shape.struct!, depth) : random.pick(STRANGERS);
    default: return random.pick(STRANGERS);
  }
}

function textFor({ random, texts }: Workshop, around: string): string {
  const own = VALUES_IN_MAP[KEYS_LIKE[around] ?? around];
  if (own !== undefined && random.chance(0.7)) return random.pick(own);
  return texts.length > 0 && random.chance(0.35) ? random.pick(texts) : random.pick(TEXTS);
}

/** A key for a map of that name. */
export function makeKey({ random }: Workshop, field: string): string {
  return random.pick(KEYS_OF_FIELD[KEYS_LIKE[field] ?? field] ?? TEXTS);
}

function makeMap(shop: Workshop, field: string, item: Shape, depth: number): unknown {
  const map: { [key: string]: unknown } = {};
  for (let i = shop.random.below(3); i > 0; i--) map[makeKey(shop, field)] = makeValue(shop, '', item, depth + 1, field);
  return map;
}

function makeObject(shop: Workshop, struct: Struct, depth: number): unknown {
  const { random, parts } = shop;
  const known = parts.get(struct.name);
  if (known !== undefined && random.chance(0.7)) return structuredClone(random.pick(known));
  const object: { [field: string]: unknown } = {};
  const wanted = depth > 5 ? 0 : random.pick([0.1, 0.3, 0.6]) / (1 + depth / 2);
  for (const { name, required, shape } of struct.fields.values()) {
    if (LEFT_OUT.has(name)) continue;
    if (required ? random.chance(0.95) : random.chance(wanted)) object[name] = makeValue(shop, name, shape, depth + 1);
  }
  // A union of which nothing is chosen is the commonest mistake, and tells us little.
  const names = [...struct.fields.keys()].filter((name) => !LEFT_OUT.has(name));
  if (Object.keys(object).length === 0 && names.length > 0 && random.chance(0.8)) {
    const name = random.pick(names);
    object[name] = makeValue(shop, name, struct.fields.get(name)!.shape, depth + 1);
  }
  return object;
}

function fitsForm(shape: Shape, value: unknown): boolean {
  switch (shape.form) {
    case 's': case '=': case 't': case 'u': case 'y': return typeof value === 'string';
    case 'b': return typeof value === 'boolean';
    case 'i': case 'l': case 'f': return typeof value === 'number';
    case 'q': case 'x': return typeof value === 'string' || typeof value === 'number';
    case '[]': return Array.isArray(value);
    default: return typeof value === 'object' && !Array.isArray(value);
  }
}
