import { ALONE, NAMESPACES, OF_TYPE, OF_VALUE, TYPE_NAMES } from './cel-functions';
import { CelFault, Expression, parseCel } from './cel-parser';
import { areAlike, areOrdered, CEL, CelType, computed, isOpen } from './cel-types';

/** The names that an expression may use. @internal */
export type Scope = ReadonlyMap<string, CelType>;

/** An expression that was read: what it gives, or why the API server does not compile it. @internal */
export interface CelVerdict {
  readonly type: CelType;
  readonly fault?: string;
}

/**
 * Reads an expression, and follows the names and types in it as far as they are sure.
 *
 * Which values a function takes, and what an expression costs, is left to the API server.
 *
 * @internal
 */
export function checkCel(text: string, scope: Scope): CelVerdict {
  try {
    return { type: new Check(scope).type(parseCel(text)) };
  } catch (error) {
    if (error instanceof CelFault) return { type: CEL.unknown, fault: error.message };
    throw error;
  }
}

/** Macros that go through a list or a map, by what they give; `undefined` for a list of what they make. */
const WALKS: ReadonlyMap<string, CelType | undefined> = new Map([
  ['all', CEL.bool], ['exists', CEL.bool], ['exists_one', CEL.bool], ['existsOne', CEL.bool], ['filter', CEL.unknown], ['map', undefined],
  ['transformList', CEL.unknown], ['transformMap', CEL.unknown], ['transformMapEntry', CEL.unknown],
]);

class Check {
  constructor(private readonly scope: Scope) {}

  public type(expression: Expression): CelType {
    switch (expression.form) {
      case 'literal': return (CEL as { [name: string]: any })[expression.type];
      case 'name': return this.named(expression.name);
      case 'field': return this.field(expression);
      case 'item': return this.item(expression);
      case 'call': return this.call(expression);
      case 'list': return CEL.listOf(joined(expression.items.map((item) => this.type(item))));
      case 'map': return CEL.mapOf(joined(expression.entries.map(([key, value]) => [this.type(key), this.type(value)][1])));
      case 'message': throw new CelFault('makes an object of a type, of which there are none here');
      default: return this.operator(expression.operator, expression.args.map((arg) => this.type(arg)));
    }
  }

  private named(name: string): CelType {
    const known = this.scope.get(name);
    if (known !== undefined) return known;
    if (TYPE_NAMES.has(name)) return CEL.type;
    throw new CelFault(`names ${JSON.stringify(name)}, which is nothing here`);
  }

  private field({ of, name, optional }: Expression & { form: 'field' }): CelType {
    if (of.form === 'name' && !this.scope.has(of.name) && NAMESPACES.has(of.name)) return CEL.unknown;
    return this.fieldOf(this.type(of), name, optional);
  }

  private fieldOf(whole: CelType, name: string, optional: boolean): CelType {
    if (whole.name === 'map') return optional ? CEL.unknown : whole.item!;
    if (whole.fields !== undefined) {
      const found = whole.fields().get(name);
      if (found === undefined) throw new CelFault(`asks for the field ${JSON.stringify(name)}, which is not there`);
      return optional ? CEL.unknown : found;
    }
    if (isOpen(whole) || whole.name === 'optional') return optional ? CEL.unknown : whole;
    throw new CelFault(`asks for the field ${JSON.stringify(name)} of a value of type ${whole.name}`);
  }

  private item({ of, key, optional }: Expression & { form: 'item' }): CelType {
    const whole = this.type(of);
    const by = this.type(key);
    if (whole.name === 'list' && !isOpen(by) && by.name !== 'int') throw new CelFault(`counts the items of a list by a ${by.name}`);
    if (!isOpen(whole) && whole.name !== 'optional' && whole.item === undefined) throw new CelFault(`asks for an item of a value of type ${whole.name}`);
    return optional ? CEL.unknown : whole.item ?? whole;
  }

  private call({ of, name, args }: Expression & { form: 'call' }): CelType {
    if (of === undefined) return this.alone(name, args);
    if (WALKS.has(name) && args.length > 1) return this.walk(of, name, args);
    if (of.form === 'name' && of.name === 'cel' && name === 'bind' && args.length === 3) return this.within([args[0]], this.type(args[1])).type(args[2]);
    if (of.form === 'name' && !this.scope.has(of.name) && NAMESPACES.has(of.name)) return this.all(args, CEL.unknown);
    if (of.form === 'field' && of.of.form === 'name' && NAMESPACES.has(of.of.name) && !this.scope.has(of.of.name)) return this.all(args, CEL.unknown);
    const { name: owner } = this.type(of);
    if ((name === 'optMap' || name === 'optFlatMap') && args.length === 2) return this.within([args[0]], CEL.unknown).all([args[1]], CEL.unknown);
    if (OF_TYPE.get(owner)?.has(name) === false) throw new CelFault(`calls ${JSON.stringify(name)} of a value of type ${owner}`);
    const gives = OF_VALUE.get(name);
    if (gives === undefined) throw new CelFault(`calls ${JSON.stringify(name)}, a function that there is not`);
    return this.all(args, gives);
  }

  private alone(name: string, args: readonly Expression[]): CelType {
    if (name === 'has') {
      if (args.length !== 1 || args[0].form !== 'field') throw new CelFault('asks has() of what is no field');
      this.type(args[0]);
      return CEL.bool;
    }
    const gives = ALONE.get(name);
    if (gives === undefined) throw new CelFault(`calls ${JSON.stringify(name)}, a function that there is not`);
    if (args.length === 0) throw new CelFault(`calls ${name}() with nothing`);
    const types = args.map((arg) => this.type(arg));
    if (name === 'size' && OF_TYPE.get(types[0].name)?.has('size') === false) throw new CelFault(`asks for the size of a value of type ${types[0].name}`);
    return gives;
  }

  private all(args: readonly Expression[], gives: CelType): CelType {
    for (const arg of args) this.type(arg);
    return gives;
  }

  private walk(of: Expression, name: string, args: readonly Expression[]): CelType {
    const whole = this.type(of);
    if (!isOpen(whole) && whole.item === undefined) throw new CelFault(`goes through a value of type ${whole.name}`);
    const names = args.slice(0, args.length > 2 && args[1].form === 'name' && name !== 'map' ? 2 : 1);
    const one = names.length === 2 ? CEL.unknown : whole.name === 'map' ? CEL.string : whole.item ?? whole;
    const inside = this.within(names, one);
    const types = args.slice(names.length).map((arg) => inside.type(arg));
    const asks = name === 'map' && types.length === 1 ? [] : types.slice(0, 1);
    if (!name.startsWith('transform') && asks.some((type) => !isOpen(type) && type.name !== 'bool')) throw new CelFault(`asks ${name}() with what is no condition`);
    return WALKS.get(name) ?? CEL.listOf(types[types.length - 1]);
  }

  private within(names: readonly Expression[], type: CelType): Check {
    const scope = new Map(this.scope);
    for (const one of names) {
      if (one.form !== 'name') throw new CelFault('has something else where a name for each item belongs');
      scope.set(one.name, type);
    }
    return new Check(scope);
  }

  private operator(operator: string, types: readonly CelType[]): CelType {
    const [a, b, c] = types;
    const wrong = () => new CelFault(`writes ${operator.replace('unary ', '')} for ${types.map(({ name }) => name).join(' and ')}`);
    const must = (good: boolean, gives: CelType) => {
      if (!good) throw wrong();
      return gives;
    };
    const isCondition = (one: CelType) => isOpen(one) || one.name === 'bool';
    switch (operator) {
      case '||': case '&&': return must(isCondition(a) && isCondition(b), CEL.bool);
      case 'unary !': return must(isCondition(a), CEL.bool);
      case 'unary -': return must(isOpen(a) || ['int', 'double', 'duration'].includes(a.name), a);
      case '==': case '!=': return must(areAlike(a, b), CEL.bool);
      case '<': case '<=': case '>': case '>=': return must(areOrdered(a, b), CEL.bool);
      case 'in': return must(isOpen(b) || b.name === 'map' || (b.name === 'list' && areAlike(a, b.item!)), CEL.bool);
      case '?:': return must(isCondition(a) && areAlike(b, c), isOpen(b) || isOpen(c) ? CEL.unknown : b);
      default: {
        const gives = computed(operator, a, b);
        if (gives === undefined) throw wrong();
        return gives;
      }
    }
  }
}

/** One type for all, or any. */
function joined(types: readonly CelType[]): CelType {
  if (types.length === 0) return CEL.unknown;
  if (types.some(isOpen)) return CEL.unknown;
  if (!types.every((type) => areAlike(type, types[0]))) throw new CelFault(`puts ${types.map(({ name }) => name).join(' and ')} into one list`);
  return types[0];
}
