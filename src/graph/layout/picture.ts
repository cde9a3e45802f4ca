/** A thing to be placed. @internal */
export interface Shape {
  readonly width: number;
  readonly height: number;
  /** the lane it is in, by its number */
  readonly lane: number;
}

/** A way between two things, by their numbers. @internal */
export interface Way {
  readonly from: number;
  readonly to: number;
}

/** Where a thing is: its upper left corner; all things of a column are as wide as the widest. @internal */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Where all is. @internal */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** by the things' numbers */
  readonly spots: readonly Spot[];
  /** by the ways' numbers: paths as SVG has them */
  readonly paths: readonly string[];
  /** by the lanes' numbers: a lane without things has no height */
  readonly lanes: ReadonlyArray<{ readonly y: number; readonly height: number }>;
}
