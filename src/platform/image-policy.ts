/**
 * Which images may run.
 */
export interface ImagePolicy {
  /**
   * Whether a tag that moves (`latest`, `main`, no tag at all) is accepted, and an image that ko builds when the manifests are applied.
   * @default false, a rollback to a moved tag does not bring the old program back (kubernetes.io: images)
   */
  readonly allowMovingTags?: boolean;
  /**
   * Whether every image must carry a digest. ko writes one for what it builds.
   * @default false, as a registry that forbids to overwrite tags gives the same without digests in every file (a choice)
   */
  readonly requireDigest?: boolean;
  /**
   * The registries images may come from, such as `registry.example.com` or `registry.example.com/shop`. What ko is yet to build comes from none of them.
   * @default - any registry
   */
  readonly registries?: string[];
}
