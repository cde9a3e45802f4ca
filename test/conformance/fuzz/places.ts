import { Shape, Struct } from '../../../src/rules/structure/shape';
import { builtInKinds, structOf } from '../../../src/rules/structure/tables';

/** A value inside an object: where it hangs, and what it should be. */
export interface Place {
  readonly parent: any;
  readonly key: string | number;
  /** the name of the field it belongs to, also for the items of a list */
  readonly field: string;
  readonly shape: Shape;
}

/** An object inside the object, with its type. */
export interface Room {
  readonly object: { [field: string]: unknown };
  readonly struct: Struct;
}

/** Everything inside an object that has a type. */
export class Plan {
  public readonly places: Place[] = [];
  public readonly rooms: Room[] = [];
  public readonly texts: string[] = [];

  constructor(root: any, minor: number) {
    const type = builtInKinds(root.apiVersion)?.get(root.kind)?.type;
    if (type !== undefined) this.enter(structOf(type, minor), root, true);
  }

  private enter(struct: Struct, object: any, isRoot: boolean = false): void {
    this.rooms.push({ object, struct });
    for (const name of Object.keys(object)) {
      const field = struct.fields.get(name);
      if (field === undefined || (isRoot && (name === 'kind' || name === 'apiVersion'))) continue;
      this.visit({ parent: object, key: name, field: name, shape: field.shape });
    }
  }

  private visit(place: Place): void {
    this.places.push(place);
    const { parent, key, field, shape } = place;
    const value = parent[key];
    if (typeof value === 'string' && value.length < 64) this.texts.push(value);
    if (value === null || typeof value !== 'object') return;
    if ((shape.form === 'o' || shape.form === '?') && !Array.isArray(value)) this.enter(shape.struct!, value);
    else if (shape.form === '[]' && Array.isArray(value)) value.forEach((_, i) => this.visit({ parent: value, key: i, field, shape: shape.item! }));
    else if (shape.form === '{}') Object.keys(value).forEach((name) => this.visit({ parent: value, key: name, field, shape: shape.item! }));
  }
}
