import { Finding } from '../finding';
import { Manifest } from '../manifest';
import { RuleFacts } from '../rule-facts';
import { Severity } from '../severity';

/**
 * What can be wrong with a file before any object in it can be looked at.
 *
 * @internal
 */
export const READING_RULES: readonly RuleFacts[] = [
  ['file/unreadable', 'What cannot be read is not checked, and may still be applied.', 'Make the file readable, or leave it out.'],
  ['file/too-large', 'The API server takes objects of about 1.5 MiB; a file this large is no set of manifests.', 'Split the file.'],
  ['file/not-utf8', 'kubectl reads UTF-8 only.', 'Save the file as UTF-8.'],
  ['yaml/broken', 'kubectl refuses the whole file.', 'Correct the line.'],
  ['yaml/merge-conflict', 'A merge was left half done, so the file holds both sides.', 'Choose one side and delete the markers.'],
  ['yaml/not-rendered', 'A template is not YAML yet: kubectl refuses it.', 'Render it first: helm template CHART | cdk8s-gopher verify -'],
  ['yaml/duplicate-key', 'Only the last one counts, and kubectl refuses the object in its default strict validation.', 'Keep one of them.'],
  ['yaml/too-many-aliases', 'Aliases that contain aliases grow without bound; the API server refuses them too.', 'Write the repeated parts out.'],
  ['yaml/too-deep', 'Nothing in Kubernetes nests this deep; most readers give up on it.', 'Check how the file was made.'],
  ['json/broken', 'kubectl refuses the whole file.', 'Correct the line.'],
  ['manifest/incomplete', 'kubectl refuses an object that does not say what it is.', 'Add apiVersion and kind.'],
  ['manifest/not-an-object', 'kubectl refuses the whole file.', 'Check for a stray line or a missing "---".'],
  ['rule/stopped', 'The other rules were applied; this one says nothing about these objects.', 'Please report it, with the object.'],
].map(([ruleId, reason, remedy]) => ({ ruleId, severity: Severity.ERROR, reason, remedy }));

const BY_ID = new Map(READING_RULES.map((rule) => [rule.ruleId, rule]));

/** A finding of one of these rules. @internal */
export function readingFinding(ruleId: string, manifest: Manifest, path: string, message: string, fix?: string): Finding {
  const rule = BY_ID.get(ruleId)!;
  return Finding._of(ruleId, rule.severity, manifest, path, message, fix ?? rule.remedy);
}
