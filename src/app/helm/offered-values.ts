import { Image } from '../../values/image';

/** The image of a program, as a value. @internal */
export interface OfferedImage {
  /** registry and path */
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
  /** whether a tag that may be moved is good enough here */
  readonly mayMove: boolean;
}

/** The number of pods, as a value. @internal */
export interface OfferedPods {
  /** as the program says: a fixed number, or what load decides between */
  readonly given: { readonly replicas: number } | { readonly minReplicas: number; readonly maxReplicas: number };
  /** the fewest that its disruption budget can spare one of */
  readonly least: number;
}

/** A host that a program answers on, as a value. @internal */
export interface OfferedHost {
  readonly host: string;
  /** which other programs answer there, by key */
  readonly others: string[];
}

/** What may be otherwise of one program. @internal */
export interface Offered {
  /** the program's name; it is the key of its values */
  readonly key: string;
  readonly image?: OfferedImage;
  readonly pods?: OfferedPods;
  readonly hosts: OfferedHost[];
}

/** An image reference in the parts that are values. @internal */
export function imageParts(reference: string): { repository: string; tag: string; digest: string } {
  const { tag = '', digest = '' } = Image.of(reference);
  const rest = reference.slice(0, reference.length - (digest === '' ? 0 : digest.length + 1) - (tag === '' ? 0 : tag.length + 1));
  return { repository: rest, tag, digest };
}

/** Where a value is found in a template: `index .Values "checkout" "image"`. @internal */
export function valueOf(...path: Array<string | number>): string {
  return `index .Values ${path.map((part) => JSON.stringify(part)).join(' ')}`;
}
