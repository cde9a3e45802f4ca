import { BarmanArchive } from './barman-archive';

/** What CloudNativePG is told beside what every database says. */
export interface CloudNativePgProps {
  /**
   * How many copies confirm a change before it counts as written, 0 to one less than there are servers. While so many are not there,
   * nothing is written. With 0, whoever takes the primary's place may lack what it has confirmed last.
   * @default - as many as are a majority with the primary, 1 of three servers: nothing confirmed is lost (a choice)
   */
  readonly synchronous?: number;
  /**
   * Where whole copies and the log of changes are kept. It needs the operator's Barman Cloud plugin.
   * @default - nowhere
   */
  readonly archive?: BarmanArchive;
  /**
   * The namespace that the operator runs in; its pods are let in from there.
   * @default 'cnpg-system', where its manifest and its chart put it (CloudNativePG)
   */
  readonly operatorNamespace?: string;
}
