import { Random } from './random';
import { LEFT_OUT, makeKey, makeValue, Workshop } from './typed';
import { Shape, Struct } from '../../../src/rules/structure/shape';

/** One field that could be changed. Places in a list are `[]`, keys of a map `*`. */
export interface Change {
  readonly path: string;
  make(): void;
}

/** So far a change inside a pod's template is told apart: the template holds hundreds of fields, which share one fate. */
const TEMPLATE = /^(.*\btemplate\.(?:spec|metadata)\.[^.[]+).*$/i;

/** A template has all the metadata of an object, of which two are for people. */
const WRITTEN_BY_SERVER = /\.metadata\.(?!labels|annotations)/;

/** Every single change of an object but those of its name and its metadata. */
export function changesOf(object: any, struct: Struct, random: Random): Change[] {
  const walk = new Walk({ random, parts: new Map(), texts: [] });
  for (const { name, shape } of struct.fields.values()) {
    if (!['kind', 'apiVersion', 'metadata'].includes(name) && !LEFT_OUT.has(name)) walk.field(object, name, name, shape);
  }
  const together = selectorChanges(object);
  return [...walk.changes.filter(({ path }) => together.length === 0 || !path.startsWith('spec.selector')), ...together];
}

/** A selector has to fit the template, so that it alone can hardly be changed. */
function selectorChanges({ spec }: any): Change[] {
  const [selected, labels] = [spec?.selector?.matchLabels, spec?.template?.metadata?.labels];
  if (selected === undefined || labels === undefined) return [];
  const make = () => { selected.tier = labels.tier = 'another'; };
  return [{ path: 'spec.selector', make }];
}

class Walk {
  public readonly changes: Change[] = [];

  constructor(private readonly shop: Workshop) {}

  public field(parent: any, name: string, path: string, shape: Shape): void {
    if (WRITTEN_BY_SERVER.test(path)) return;
    const value = parent[name];
    this.say(path, () => { parent[name] = makeValue(this.shop, name, shape); });
    if (value === undefined) return;
    this.say(path, () => { delete parent[name]; });
    this.inside(value, name, path, shape);
  }

  private inside(value: any, name: string, path: string, shape: Shape): void {
    if (value === null || typeof value !== 'object') return;
    if (shape.form === 'o') {
      for (const field of shape.struct!.fields.values()) {
        if (!LEFT_OUT.has(field.name)) this.field(value, field.name, `${path}.${field.name}`, field.shape);
      }
    } else if (shape.form === '[]' && Array.isArray(value)) {
      this.list(value, name, `${path}[]`, shape.item!);
    } else if (shape.form === '{}') {
      this.map(value, name, `${path}.*`, shape.item!);
    }
  }

  private list(list: any[], name: string, path: string, item: Shape): void {
    const one = () => makeValue(this.shop, name, item);
    this.say(path, () => { list.push(one()); });
    list.forEach((value, i) => {
      this.say(path, () => { list.splice(i, 1); });
      if (item.form !== 'o') this.say(path, () => { list[i] = one(); });
      this.inside(value, name, path, item);
    });
  }

  private map(map: any, name: string, path: string, item: Shape): void {
    const one = () => makeValue(this.shop, '', item, 0, name);
    this.say(path, () => { map[makeKey(this.shop, name)] = one(); });
    for (const [key, value] of Object.entries(map)) {
      this.say(path, () => { delete map[key]; });
      this.say(path, () => { map[key] = one(); });
      this.inside(value, name, path, item);
    }
  }

  private say(path: string, make: () => void): void {
    this.changes.push({ path: path.replace(TEMPLATE, '$1'), make });
  }
}
