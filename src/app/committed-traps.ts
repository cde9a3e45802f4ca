import { CommittedFolder } from './output/committed-folder';
import { manifestsIn, RenderedObject } from '../plan/app-side';
import { readApprovals } from '../plan/approvals';
import { trapsIn } from '../plan/traps';
import { readManifests } from '../rules/reading/read-manifests';

/**
 * What stateful sets that are applied already cannot become.
 *
 * @param committed what is applied @param rendered what shall be @param approvals the file of what is meant as it is, if there is one
 * @internal
 */
export function trapsBefore(committed: CommittedFolder, rendered: readonly RenderedObject[], approvals?: string): string[] {
  const next = rendered.filter(({ json }) => json?.kind === 'StatefulSet');
  const files = next.length === 0 ? [] : committed.holding('kind: StatefulSet');
  if (files.length === 0) return [];
  return trapsIn(readManifests(files).manifests, manifestsIn(next), approvals === undefined ? [] : readApprovals(approvals));
}
