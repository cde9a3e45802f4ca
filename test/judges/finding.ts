import { Manifest } from './manifests';

/** What a judge objects to, in our words. */
export interface JudgeFinding {
  readonly judge: string;
  /** the judge's own id of the check */
  readonly check: string;
  readonly manifest: Manifest;
  readonly message: string;
}
