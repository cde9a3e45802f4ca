/** A text in an object's JSON, and how to put another value in its place. @internal */
export interface TextPlace {
  readonly text: string;
  /** the key it stands under; the list's key for what is in a list */
  readonly key: string;
  /** what it is a part of: the map that holds it */
  readonly holder: any;
  put(value: string): void;
}

/** Calls back for every text in an object's JSON, however deep. @internal */
export function eachText(json: any, visit: (place: TextPlace) => void, key: string = '', holder: any = json): void {
  if (json === null || typeof json !== 'object') return;
  for (const [name, value] of Object.entries(json)) {
    const under = Array.isArray(json) ? key : name;
    if (typeof value === 'string') {visit({ text: value, key: under, holder: Array.isArray(json) ? holder : json, put: (other) => { json[name] = other; } });} else {eachText(value, visit, under, Array.isArray(json) ? holder : json);}
  }
}

/** Every key of every map in an object's JSON. @internal */
export function keysIn(json: any): string[] {
  if (json === null || typeof json !== 'object') return [];
  return Array.isArray(json) ? json.flatMap(keysIn) : Object.entries(json).flatMap(([key, value]) => [key, ...keysIn(value)]);
}
