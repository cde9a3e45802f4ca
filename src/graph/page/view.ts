/** One picture of the page: all, the regions, or one of them. @internal */
export interface View {
  /** what the address of the page has after its "#" */
  readonly id: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** lanes with the numbers of their regions */
  readonly lanes: ReadonlyArray<{ readonly region: number; readonly y: number; readonly height: number }>;
  readonly boxes: readonly ViewBox[];
  /** the calls that a line stands for, by their numbers; its ends are the numbers of boxes */
  readonly lines: ReadonlyArray<{ readonly edges: readonly number[]; readonly from: number; readonly to: number; readonly path: string }>;
}

/** A node, or a whole region as one. @internal */
export interface ViewBox {
  readonly node?: number;
  readonly region?: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly sub: string;
}
