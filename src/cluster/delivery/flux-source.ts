/** Where Flux fetches manifests: FluxGitRepository, FluxOciRepository. */
export interface IFluxSource {
  /** the kind of the source, such as `GitRepository` */
  readonly sourceKind: string;
  /** the name of the source */
  readonly name: string;
  /** the namespace of the source */
  readonly namespace: string;
}

/** Where Flux is. @internal */
export const FLUX_NAMESPACE = 'flux-system';
