/*
 * Kubernetes' canonical spelling of amounts. It matters: Argo CD shows a difference
 * for ever where the API server would spell a quantity otherwise.
 */

/** @internal */
export const KIB = 1024;
/** @internal */
export const MIB = 1024 * KIB;
/** @internal */
export const GIB = 1024 * MIB;

const BINARY: ReadonlyArray<[string, number]> = [['Ei', 2 ** 60], ['Pi', 2 ** 50], ['Ti', 2 ** 40], ['Gi', GIB], ['Mi', MIB], ['Ki', KIB]];

/** `268435456` is `256Mi`. @internal */
export function bytesQuantity(bytes: number): string {
  const unit = BINARY.find(([, factor]) => bytes !== 0 && bytes % factor === 0);
  return unit === undefined ? String(bytes) : `${bytes / unit[1]}${unit[0]}`;
}

/** `1000` millicores are `1`, `250` are `250m`, a million are `1k`. @internal */
export function millisQuantity(millis: number): string {
  if (millis % 1000 !== 0) return `${millis}m`;
  let [amount, power] = [millis / 1000, 0];
  for (; amount !== 0 && amount % 1000 === 0 && power < DECIMAL.length - 1; power++) amount /= 1000;
  return `${amount}${DECIMAL[power]}`;
}

const DECIMAL = ['', 'k', 'M', 'G', 'T', 'P', 'E'];
