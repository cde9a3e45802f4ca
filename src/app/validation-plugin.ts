import { Finding } from '../rules/finding';
import { External } from '../rules/graph/external';
import { Manifest } from '../rules/manifest';
import { reasonNotManifest } from '../rules/reading/bystanders';
import { Constructs } from '../rules/reading/constructs';
import { externalsOf } from '../rules/reading/externals';
import { Reading } from '../rules/reading/reading';
import { Targets } from '../rules/reading/targets';
import { unrolled } from '../rules/reading/unrolled';
import { Inspection } from '../rules/report/inspection';
import { Severity } from '../rules/severity';
import { standardBook } from '../rules/standard-book';
import { KubernetesVersion } from '../values/kubernetes-version';

/**
 * Holds what `cdk8s synth` writes against the rules, whatever language or App the program uses.
 *
 * cdk8s-cli loads it by name from `cdk8s.yaml`. A synthesis with a finding at error
 * fails; warnings are printed. Properties: `kubernetesVersion` (`"1.33"`), `failOn`
 * (`error`, or `warning` to be strict), and `externals`, a list of what is in the
 * cluster and not among the manifests (`{kind: Secret, name: stripe}`).
 *
 * ```yaml
 * validations:
 *   - package: ./node_modules/cdk8s-gopher
 *     version: 1.0.0
 *     class: GopherValidation
 *     properties:
 *       kubernetesVersion: "1.33"
 * ```
 */
export class GopherValidation {
  private readonly kubernetesMinor: number;
  private readonly failOn: Severity;
  private readonly externals: External[];

  /** @param properties what `cdk8s.yaml` says under `properties` */
  public constructor(properties?: any) {
    const { kubernetesVersion, failOn, externals, ...unknown } = properties ?? {};
    const kubernetes = KubernetesVersion.of(String(kubernetesVersion ?? KubernetesVersion.V1_33));
    const problems = kubernetes._flaws.map((flaw) => `${flaw.what}. ${flaw.remedy}`);
    if (failOn !== undefined && failOn !== Severity.ERROR && failOn !== Severity.WARNING) problems.push(`failOn is ${JSON.stringify(failOn)}. Choose error or warning.`);
    for (const property of Object.keys(unknown)) problems.push(`there is no property "${property}". Properties: kubernetesVersion, failOn, externals.`);
    let declared: External[] = [];
    try {
      declared = externalsOf(externals, 'externals');
    } catch (e) {
      problems.push((e as Error).message);
    }
    if (problems.length > 0) throw complaint(`validation/bad-property: ${problems.join('\n')}`);
    this.kubernetesMinor = kubernetes.minor;
    this.externals = declared;
    this.failOn = failOn ?? Severity.ERROR;
  }

  /** Checks all manifests and submits the report. @param context what cdk8s-cli hands to its plugins */
  public async validate(context: any): Promise<void> {
    const inspection = Inspection.of(Reading.of(this.manifestsOf(context)), standardBook({ externals: this.externals }));
    const { findings, waived } = inspection;
    for (const violation of violationsOf(inspection)) context.report.addViolation(violation);
    const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
    const failed = count(Severity.ERROR) > 0 || (this.failOn === Severity.WARNING && count(Severity.WARNING) > 0);
    context.report.submit(failed ? 'failure' : 'success', {
      errors: String(count(Severity.ERROR)),
      warnings: String(count(Severity.WARNING)),
      infos: String(count(Severity.INFO)),
      waived: String(waived.length),
    });
  }

  private manifestsOf(context: any): Manifest[] {
    const constructs = new Constructs();
    const targets = new Targets();
    const all: Manifest[] = [];
    for (const file of context.manifests as string[]) {
      for (const document of documentsOf(context, file)) {
        for (const { object } of unrolled(document)) {
          if (reasonNotManifest(object) !== undefined) continue;
          const construct = constructs.of(file, object) ?? context.metadata?.[object.metadata?.name]?.path;
          all.push(Manifest.of(object, { construct, file, target: targets.of(file), kubernetesMinor: this.kubernetesMinor }));
        }
      }
    }
    return all;
  }
}

function documentsOf(context: any, file: string): any[] {
  try {
    return context.parseManifest(file);
  } catch (e) {
    throw complaint(`yaml/broken: "${file}" cannot be read: ${(e as Error).message.split('\n')[0]}. See cdk8s-gopher verify "${file}" for the line.`);
  }
}

/** One entry per rule, as cdk8s-cli prints it: the resources below it, and in each the fields. */
function violationsOf(inspection: Inspection): any[] {
  return inspection.rulesOf(inspection.findings).map(({ ruleId, reason, remedy }) => {
    const together = inspection.findings.filter((finding) => finding.rule === ruleId);
    return {
      ruleName: ruleId,
      recommendation: `${together[0].severity}: ${reason || together[0].message}`,
      fix: remedy,
      violatingResources: resourcesOf(together, remedy),
    };
  });
}

function resourcesOf(findings: Finding[], fix: string): any[] {
  const byObject = new Map<Manifest, string[]>();
  for (const finding of findings) {
    const { manifest, path, message } = finding;
    const what = /[.!?]$/.test(message) ? message : `${message}.`;
    const location = `${at(manifest)}${manifest}${path === '' ? '' : `, ${path}`}: ${what}${finding.fix === fix ? '' : ` ${finding.fix}`}`;
    const locations = byObject.get(manifest);
    if (locations) locations.push(location);
    else byObject.set(manifest, [location]);
  }
  return [...byObject].map(([manifest, locations]) => ({ resourceName: manifest.name, locations, manifestPath: manifest.origin.file ?? '' }));
}

/** Programs for several targets have the object several times. */
function at({ origin: { target } }: Manifest): string {
  return target === undefined ? '' : `[${target}] `;
}

/** The place in our code says nothing to the user: only the text helps. */
function complaint(text: string): Error {
  const error = new Error(text);
  error.stack = `Error: ${text}`;
  return error;
}
