import { ApiServerValues } from '../../../src/rules/api-server/api-server-rules';
import { Finding } from '../../../src/rules/finding';
import { Manifest } from '../../../src/rules/manifest';
import { Manifests } from '../../../src/rules/manifests';
import { RuleBook } from '../../../src/rules/rule-book';
import { Severity } from '../../../src/rules/severity';
import { structureRules } from '../../../src/rules/structure/structure-rules';

const BOOK = RuleBook.of([...structureRules(), new ApiServerValues()]);

/** What our rules refuse, for each of the objects. */
export function refusals(objects: readonly unknown[], minor: number): Finding[][] {
  const manifests = objects.map((object) => Manifest.of(object, { kubernetesMinor: minor }));
  const found = new Map<Manifest, Finding[]>(manifests.map((manifest) => [manifest, []]));
  for (const finding of BOOK.verify(Manifests.of(manifests))) {
    if (finding.severity === Severity.ERROR) found.get(finding.manifest)!.push(finding);
  }
  return manifests.map((manifest) => found.get(manifest)!);
}
