import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { ExplainedValue } from '../model/explanation';

/** What an app says of itself beside its manifests in a preview. @internal */
export interface PreviewedApp {
  /** the target, or the folder that it would be written to */
  readonly place: string;
  readonly isTarget: boolean;
  readonly kubernetesMinor: number;
  /** the golden paths of its workloads */
  readonly goldenPaths: readonly string[];
  readonly explained: ReadonlyArray<{ readonly construct: string; readonly values: readonly ExplainedValue[] }>;
}

/** The file with that. @internal */
export const PREVIEWED_APP = 'app.json';
/** The folder beside it. @internal */
export const PREVIEWED_MANIFESTS = 'manifests';

/** The apps of a preview by their places, each with its folder of manifests. @internal */
export function readPreviews(root: string): Map<string, { readonly folder: string; readonly app: PreviewedApp }> {
  const folders = existsSync(root) ? readdirSync(root) : [];
  const apps = folders.map((name) => {
    const app: PreviewedApp = JSON.parse(readFileSync(join(root, name, PREVIEWED_APP), 'utf8'));
    return { folder: join(root, name, PREVIEWED_MANIFESTS), app };
  });
  return new Map(apps.map((preview) => [preview.app.place, preview] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
}
