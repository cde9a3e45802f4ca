import { Yaml } from 'cdk8s';
import { collectorConfig, CollectorSpec } from './collector-config';
import { collectorMemoryFlaws, memoryFor } from './collector-memory';
import { tailSamplingFlaws } from './tail-sampling';
import { TelemetryExporter } from './telemetry-exporter';
import { Draft } from '../../model/draft';
import { Facts } from '../../model/facts';
import { Revision } from '../../model/revision';
import { Settled } from '../../model/settled';
import { Flaw, flaw } from '../../values/flaw';

/** Where the collector finds what it is to do. @internal */
export const CONFIG_PATH = '/etc/otelcol/config.yaml';

/**
 * What comes into a collector, what becomes of it, and where it goes.
 *
 * @internal
 */
export class CollectorPipeline {
  private readonly exporters: TelemetryExporter[] = [];

  public constructor(private readonly spec: Omit<CollectorSpec, 'exporters'>) {}

  /** Adds a destination, with its credentials. */
  public add(exporter: TelemetryExporter, draft: Draft): void {
    this.exporters.push(exporter);
    Revision.advance();
    draft._report(exporter._flaws);
    for (const [variable, key] of exporter._env) draft.addEnvFromSecret(variable, key, `${exporter} asks for it`);
  }

  /** Adds a destination that is not of this app, and opens the way there. */
  public addForeign(exporter: TelemetryExporter, draft: Draft): void {
    this.add(exporter, draft);
    const way = exporter._way;
    if (way !== undefined) draft.addEgress(way.peer, way.port, `telemetry goes to ${exporter}`);
  }

  /** As the collector reads it; nothing where nobody says how much memory there is. */
  public config(settled: Settled): object | undefined {
    const bytes = settled.get(Facts.MEMORY_LIMIT);
    return bytes === undefined ? undefined : collectorConfig({ ...this.spec, exporters: this.exporters }, memoryFor(bytes));
  }

  /** Writes it as a file, at the lowest rank: who knows better may write another. */
  public writeFile(draft: Draft): void {
    draft._deriveAt(Facts.FILE, CONFIG_PATH, (s) => {
      const config = this.config(s);
      return config && { content: Yaml.stringify(config) };
    }, 'it follows from the memory, and from what is said of exporters and sampling');
    draft._put(Facts.ARGS, [`--config=${CONFIG_PATH}`], 'where its configuration is');
    draft._check((s) => (s.get(Facts.CONFIG_MAP) !== undefined ? [] : [flaw('file/no-config-map',
      'the collector\'s configuration is in a file, but the trait that keeps it is left out', 'Keep the trait Configuration.')]));
  }

  /** What is wrong with it as it stands. */
  public flaws(settled: Settled): Flaw[] {
    const ids = this.exporters.map((exporter) => exporter._id);
    const twice = [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
    const bytes = settled.get(Facts.MEMORY_LIMIT);
    return [
      ...(ids.length > 0 ? [] : [flaw('collector/no-exporters', 'telemetry goes nowhere from here', 'Name an exporter, such as TelemetryExporter.debug(), or say collector.exportsTo(jaeger).')]),
      ...twice.map((id) => flaw('collector/exporter-twice', `there are two exporters ${id}; one would take the other's place`, 'Give each a name of its own.')),
      ...(this.spec.tailSampling === undefined ? [] : tailSamplingFlaws(this.spec.tailSampling)),
      ...(bytes === undefined ? [] : collectorMemoryFlaws(bytes)),
    ];
  }
}
