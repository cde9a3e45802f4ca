import { Monitoring } from '../../traits/monitoring/monitoring';
import { Scrape } from '../../traits/monitoring/scrape';
import { Trait } from '../../traits/trait';
import { ITraitHost } from '../../traits/trait-host';
import { Port } from '../../values/port';

/**
 * Has the metrics read that an operator's pods serve.
 *
 * Becomes a PodMonitor, or a Service and a ServiceMonitor as the platform says, and the way in for the scraper.
 *
 * @internal
 */
export class OperatedMetrics extends Trait {
  public readonly traitId = Monitoring.ID;

  public constructor(private readonly port: Port) {
    super();
  }

  public bind(host: ITraitHost): void {
    host.draft.addPort(this.port, 'the operator has metrics served there');
    new Scrape(host, { port: this.port.name }).write();
  }
}
