import { given, record } from './complaint';

type Fields = { readonly [field: string]: any };

const STEP = /\.([^.[\]]+)|\['((?:[^'\\]|\\.)+)'\]/y;

/** The schema of the field that a path such as `.spec['a']` names; `undefined` where there is none. @internal */
export function fieldAt(root: Fields, path: string): Fields | undefined {
  let schema: Fields | undefined = root;
  let at = 0;
  while (at < path.length) {
    STEP.lastIndex = at;
    const found = STEP.exec(path);
    if (found === null) return undefined;
    schema = childOf(schema, found[1] ?? found[2].replace(/\\(.)/g, '$1'));
    if (schema === undefined) return undefined;
    at = STEP.lastIndex;
  }
  return path === '' ? undefined : schema;
}

function childOf({ properties, additionalProperties }: Fields, name: string): Fields | undefined {
  const fields = record(properties);
  if (Object.keys(fields).length > 0) return Object.hasOwn(fields, name) ? record(fields[name]) : undefined;
  return given(additionalProperties) && additionalProperties !== true ? record(additionalProperties) : undefined;
}
