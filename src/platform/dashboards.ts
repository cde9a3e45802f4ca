import { Flaw, flaw, quoted } from '../values/flaw';
import { labelValueFlaws, metadataKeyFlaws } from '../values/names';

/** How Grafana's sidecar finds dashboards. */
export interface DashboardSidecarProps {
  /**
   * The label by which it finds ConfigMaps.
   * @default 'grafana_dashboard', which the sidecar looks for (the charts of Grafana and of kube-prometheus-stack)
   */
  readonly label?: string;
  /**
   * The label's value.
   * @default '1', which the sidecar looks for (kube-prometheus-stack)
   */
  readonly value?: string;
  /**
   * The folder in Grafana, written as the annotation `grafana_folder`; the sidecar has to be told of that (`folderAnnotation`).
   * @default - Grafana's own folder
   */
  readonly folder?: string;
}

/** Which Grafana the operator puts dashboards into. */
export interface GrafanaOperatorProps {
  /**
   * Labels of the Grafana resources that are to have them.
   * @default - `dashboards: grafana`, as in the operator's own examples
   */
  readonly instance?: { [key: string]: string };
  /**
   * The folder in Grafana.
   * @default - the namespace, as the operator decides
   */
  readonly folder?: string;
}

/** @internal */
export type DashboardWay =
  | { readonly kind: 'sidecar'; readonly label: string; readonly value: string; readonly folder?: string }
  | { readonly kind: 'operator'; readonly instance: { readonly [key: string]: string }; readonly folder?: string };

/**
 * How dashboards get into Grafana.
 *
 * @example
 * new Platform({ monitoring: { dashboards: Dashboards.sidecar({ folder: 'Services' }) } }).applyTo(app);
 */
export class Dashboards {
  /** In ConfigMaps, which a sidecar beside Grafana collects; it has to look into all namespaces. @param props what differs */
  public static sidecar(props: DashboardSidecarProps = {}): Dashboards {
    const { label = 'grafana_dashboard', value = '1', folder } = props;
    return new Dashboards({ kind: 'sidecar', label, value, folder });
  }

  /** As GrafanaDashboard resources of the Grafana operator (`grafana.integreatly.org/v1beta1`). @param props what differs */
  public static grafanaOperator(props: GrafanaOperatorProps = {}): Dashboards {
    const { instance = { dashboards: 'grafana' }, folder } = props;
    return new Dashboards({ kind: 'operator', instance: { ...instance }, folder });
  }

  private constructor(
    /** @internal */
    public readonly _way: DashboardWay,
  ) {}

  public toString(): string {
    return this._way.kind === 'sidecar' ? `ConfigMaps with the label ${this._way.label}` : 'GrafanaDashboards';
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const { folder } = this._way;
    const labels = this._way.kind === 'sidecar' ? { [this._way.label]: this._way.value } : this._way.instance;
    return [
      ...Object.entries(labels).flatMap(([key, value]) => [...metadataKeyFlaws('label', key), ...labelValueFlaws(key, value)]),
      ...(Object.keys(labels).length > 0 ? [] : [flaw('dashboards/no-instance', 'the Grafana that is to have dashboards has no labels, so the operator would put them into none',
        'Give the labels of your Grafana resource.')]),
      ...(folder === undefined || /^[^\r\n]{1,189}$/.test(folder) ? [] : [flaw('dashboards/bad-folder', `${quoted(folder)} cannot be a folder in Grafana`, 'Write a name of 1 to 189 characters on one line.')]),
    ];
  }
}
