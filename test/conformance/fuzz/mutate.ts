import { Plan } from './places';
import { caseSeed, Random } from './random';
import { makeKey, makeValue, LEFT_OUT, Workshop } from './typed';
import { STRANGERS } from './values';

/** Makes objects that are valid, nearly valid, or wrong in one to three ways. */
export class Mutator {
  private readonly parts = new Map<string, unknown[]>();

  constructor(private readonly bases: readonly any[], private readonly minor: number) {
    for (const base of bases) {
      for (const { object, struct } of new Plan(base, minor).rooms) {
        const known = this.parts.get(struct.name);
        if (known === undefined) this.parts.set(struct.name, [object]);
        else if (known.length < 60) known.push(object);
      }
    }
  }

  /** The same object for the same numbers. */
  public make(seed: number, index: number): any {
    const random = new Random(caseSeed(seed, index));
    const object = structuredClone(random.pick(this.bases));
    const count = random.pick([1, 1, 1, 1, 1, 2, 2, 3]);
    for (let i = 0; i < count; i++) this.mutate(object, random);
    return object;
  }

  private mutate(object: any, random: Random): void {
    const plan = new Plan(object, this.minor);
    const shop: Workshop = { random, parts: this.parts, texts: plan.texts };
    const way = random.next();
    if (way < 0.3) addField(plan, shop);
    else if (way < 0.65) replace(plan, shop);
    else if (way < 0.77) remove(plan, random);
    else if (way < 0.83) duplicate(plan, random);
    else if (way < 0.88) addKey(plan, shop);
    else if (way < 0.93) swap(plan, random);
    else if (way < 0.97) plan.places.length > 0 && put(random.pick(plan.places), random.pick(STRANGERS));
    else addUnknown(plan, random);
  }
}

function put({ parent, key }: { parent: any; key: string | number }, value: unknown): void {
  parent[key] = structuredClone(value);
}

function addField({ rooms }: Plan, shop: Workshop): void {
  for (let tries = 0; tries < 4; tries++) {
    const { object, struct } = shop.random.pick(rooms);
    const missing = [...struct.fields.values()].filter((field) => !(field.name in object) && !LEFT_OUT.has(field.name));
    if (missing.length === 0) continue;
    const { name, shape } = shop.random.pick(missing);
    put({ parent: object, key: name }, makeValue(shop, name, shape));
    return;
  }
}

function replace({ places }: Plan, shop: Workshop): void {
  if (places.length === 0) return;
  const place = shop.random.pick(places);
  const around = typeof place.key === 'string' && place.key !== place.field ? place.field : '';
  put(place, makeValue(shop, around === '' ? place.field : '', place.shape, 0, around));
}

function remove({ places }: Plan, random: Random): void {
  if (places.length === 0) return;
  const { parent, key } = random.pick(places);
  if (Array.isArray(parent)) parent.splice(key as number, 1);
  else delete parent[key];
}

function duplicate({ places }: Plan, random: Random): void {
  const lists = places.filter(({ parent, key }) => Array.isArray(parent[key]) && parent[key].length > 0);
  if (lists.length === 0) return;
  const { parent, key } = random.pick(lists);
  const list: unknown[] = parent[key];
  list.push(structuredClone(random.pick(list)));
}

function addKey({ places }: Plan, shop: Workshop): void {
  const maps = places.filter(({ shape, parent, key }) => shape.form === '{}' && parent[key] !== null && typeof parent[key] === 'object');
  if (maps.length === 0) return;
  const { parent, key, field, shape } = shop.random.pick(maps);
  parent[key][makeKey(shop, field)] = structuredClone(makeValue(shop, '', shape.item!, 0, field));
}

function swap({ places }: Plan, random: Random): void {
  if (places.length === 0) return;
  const one = random.pick(places);
  const others = places.filter((place) => place.parent === one.parent && place.key !== one.key);
  if (others.length === 0) return;
  const other = random.pick(others);
  [one.parent[one.key], other.parent[other.key]] = [other.parent[other.key], one.parent[one.key]];
}

function addUnknown({ rooms }: Plan, random: Random): void {
  const { object } = random.pick(rooms);
  object[random.pick(['nothing', 'Name', 'replica', 'Spec', ' '])] = structuredClone(random.pick(STRANGERS));
}
