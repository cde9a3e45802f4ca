/** One question that a panel asks Prometheus, and how an answer is called. @internal */
export interface PanelQuery {
  readonly expr: string;
  /** with `{{label}}` for a label's value */
  readonly legend: string;
}

/** One picture of a dashboard. @internal */
export interface Panel {
  readonly title: string;
  /** what it shows, and what a bad value would look like */
  readonly description: string;
  /** as Grafana calls units: `s`, `bytes`, `percentunit`, `reqps`, `short` */
  readonly unit: string;
  /** one number rather than a course; below `bad` it is red */
  readonly stat?: { readonly bad: number };
  readonly queries: readonly PanelQuery[];
}

/** Panels under one heading. @internal */
export interface PanelRow {
  readonly title: string;
  readonly panels: readonly Panel[];
}
