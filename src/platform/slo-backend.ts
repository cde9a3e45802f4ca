/** Who turns objectives into rules for Prometheus. */
export enum SloBackend {
  /** this library: into the PrometheusRule beside the other alerts; nothing else has to be in the cluster */
  PROMETHEUS_RULES = 'prometheus-rules',
  /** sloth's controller, out of a PrometheusServiceLevel (`sloth.slok.dev/v1`); its period is 30 days */
  SLOTH = 'sloth',
  /** pyrra, out of a ServiceLevelObjective each (`pyrra.dev/v1alpha1`); it also has a page that shows them */
  PYRRA = 'pyrra',
}
