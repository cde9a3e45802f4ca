import { CEL, CelType } from './cel-types';

/*
 * The functions that every API server since 1.28 knows, and what they give. Which
 * values they take is left to the server.
 */

const { bool, int, string, unknown } = CEL;

/** Functions that stand alone. @internal */
export const ALONE: ReadonlyMap<string, CelType> = new Map([
  ['size', int], ['int', int], ['uint', CEL.uint], ['double', CEL.double], ['string', string], ['bytes', CEL.bytes], ['bool', bool], ['type', CEL.type], ['dyn', CEL.dyn],
  ['duration', CEL.duration], ['timestamp', CEL.timestamp], ['matches', bool], ['isURL', bool], ['url', unknown], ['quantity', unknown], ['isQuantity', bool], ['ip', unknown], ['isIP', bool],
  ['cidr', unknown], ['isCIDR', bool], ['semver', unknown], ['isSemver', bool],
]);

/** Names with functions below them, such as `optional.of`. @internal */
export const NAMESPACES: ReadonlySet<string> = new Set(['optional', 'sets', 'format', 'ip', 'cel', 'math', 'lists', 'strings', 'base64', 'regex', 'google', 'ext']);

/** Types are values, too. @internal */
export const TYPE_NAMES: ReadonlySet<string> = new Set(['bool', 'int', 'uint', 'double', 'string', 'bytes', 'list', 'map', 'null_type', 'type', 'optional_type']);

const text = (...names: string[]): Array<[string, CelType]> => names.map((name) => [name, string]);
const truth = (...names: string[]): Array<[string, CelType]> => names.map((name) => [name, bool]);
const number = (...names: string[]): Array<[string, CelType]> => names.map((name) => [name, int]);
const other = (...names: string[]): Array<[string, CelType]> => names.map((name) => [name, unknown]);

/** Functions of a value. @internal */
export const OF_VALUE: ReadonlyMap<string, CelType> = new Map([
  ...truth('startsWith', 'endsWith', 'contains', 'matches', 'isSorted', 'isInteger', 'isGreaterThan', 'isLessThan', 'hasValue', 'allowed', 'errored', 'containsIP', 'containsCIDR', 'isUnspecified', 'isLoopback',
    'isLinkLocalMulticast', 'isLinkLocalUnicast', 'isGlobalUnicast', 'isCanonical', 'equivalent', 'intersects'),
  ...text('lowerAscii', 'upperAscii', 'replace', 'join', 'substring', 'trim', 'charAt', 'find', 'getScheme', 'getHost', 'getHostname', 'getPort', 'getEscapedPath', 'reason', 'error', 'format'),
  ...number('size', 'indexOf', 'lastIndexOf', 'getFullYear', 'getMonth', 'getDayOfYear', 'getDayOfMonth', 'getDate', 'getDayOfWeek', 'getHours', 'getMinutes', 'getSeconds', 'getMilliseconds', 'compareTo', 'sign',
    'asInteger', 'family', 'prefixLength', 'major', 'minor', 'patch'),
  ...other('split', 'findAll', 'sum', 'min', 'max', 'getQuery', 'value', 'or', 'orValue', 'optMap', 'optFlatMap', 'add', 'sub', 'asApproximateFloat', 'ip', 'masked', 'validate', 'path', 'serviceAccount', 'group', 'resource',
    'subresource', 'namespace', 'name', 'check', 'fieldSelector', 'labelSelector', 'first', 'last', 'distinct', 'flatten', 'slice', 'sort', 'sortBy', 'reverse', 'optional'),
]);

const NONE: ReadonlySet<string> = new Set();

/** Which of them a value of a type has. @internal */
export const OF_TYPE: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...['bool', 'int', 'uint', 'double', 'null', 'type', 'object'].map((name): [string, ReadonlySet<string>] => [name, NONE]),
  ['bytes', new Set(['size'])],
  ['map', new Set(['size'])],
  ['string', new Set(['size', 'contains', 'startsWith', 'endsWith', 'matches', 'charAt', 'indexOf', 'lastIndexOf', 'lowerAscii', 'upperAscii', 'replace', 'split', 'substring', 'trim', 'find', 'findAll', 'format', 'reverse'])],
  ['list', new Set(['size', 'isSorted', 'sum', 'min', 'max', 'indexOf', 'lastIndexOf', 'join', 'first', 'last', 'distinct', 'flatten', 'slice', 'sort', 'sortBy', 'reverse', 'equivalent', 'intersects', 'contains'])],
  ['duration', new Set(['getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'])],
  ['timestamp', new Set(['getFullYear', 'getMonth', 'getDayOfYear', 'getDayOfMonth', 'getDate', 'getDayOfWeek', 'getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'])],
]);
