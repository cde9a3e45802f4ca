/**
 * Whose word counts more when two writers disagree about one fact.
 *
 * Sets and maps are united. A single value takes the highest rank; two different
 * values of one rank are a problem that names both writers. So the order in which
 * traits are added never matters.
 */
export enum Rank {
  /** our defaults */
  GOLDEN_PATH = 0,
  /** what the platform team says for every workload */
  PLATFORM = 1,
  /** a trait or link that somebody added to this workload */
  TRAIT = 2,
  /** the props of this very workload, and what is written into its draft directly */
  YOU = 3,
  /** what a WorkloadOverride says of an environment, over the program */
  OVERRIDE = 4,
}
