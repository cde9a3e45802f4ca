import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { App } from 'cdk8s';
import { OutputFolder, OutputText } from './output/output-folder';
import { Target } from './targets/target';
import { explanationsIn, minorOfApp } from '../plan/app-side';
import { PREVIEWED_APP, PREVIEWED_MANIFESTS, PreviewedApp } from '../plan/previews';
import { PREVIEW } from '../platform/golden-path-preview';
import { Platform } from '../platform/platform';
import { hashOf } from '../rules/reading/file-list';

/**
 * Where an app writes to when it is only to be looked at: `cdk8s-gopher plan --golden-path`
 * runs the program twice, and no file of the project may change by that.
 *
 * @internal
 */
export class PreviewFolder {
  /** The folder that is asked for; undefined where manifests are really to be written. */
  public static get asked(): PreviewFolder | undefined {
    const root = process.env[PREVIEW];
    return root ? new PreviewFolder(root) : undefined;
  }

  private constructor(private readonly root: string) {}

  /** Puts aside what the app would write, and why each value is as it is. Apps that share an output folder share one here. */
  public write(app: App, target: Target | undefined, texts: readonly OutputText[]): void {
    const place = target?.name ?? app.outdir;
    const folder = join(this.root, hashOf(place)); // the place itself may be `.`, or too long for one name
    const explained = explanationsIn(app);
    const others = this.others(folder).filter(({ construct }) => !explained.has(construct));
    const said: PreviewedApp = {
      place,
      isTarget: target !== undefined,
      kubernetesMinor: minorOfApp(app),
      goldenPaths: [...new Set([Platform.of(app), ...app.charts.map((chart) => Platform.of(chart))].map(({ goldenPath }) => String(goldenPath)))].sort(),
      explained: [...others, ...[...explained].map(([construct, values]) => ({ construct, values }))],
    };
    new OutputFolder(join(folder, PREVIEWED_MANIFESTS)).write(texts);
    new OutputFolder(folder).write([{ path: PREVIEWED_APP, text: JSON.stringify(said) }]);
  }

  private others(folder: string): PreviewedApp['explained'] {
    const file = join(folder, PREVIEWED_APP);
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PreviewedApp).explained : [];
  }
}
