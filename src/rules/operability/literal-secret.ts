import { Graph } from '../graph/graph';
import { isRecord, records, text, textMap } from '../graph/json';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { RuleReport } from '../rule-report';
import { Severity } from '../severity';

const SECRET_NAME = /(^|[_.-])(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API[_-]?KEY|(PRIVATE|ACCESS|SECRET|SIGNING|ENCRYPTION)[_-]?KEY|CREDENTIALS)$/i;
/** Texts that are secrets wherever they stand. */
const SECRETS: ReadonlyArray<readonly [RegExp, string]> = [
  [/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/, 'a private key'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS access key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36}/, 'a GitHub token'],
  [/\bglpat-[A-Za-z0-9_-]{20}/, 'a GitLab token'],
  [/\bxox[abprs]-[A-Za-z0-9-]{20}/, 'a Slack token'],
  [/\b[rs]k_live_[A-Za-z0-9]{20}/, 'a Stripe key'],
  [/\bAIza[A-Za-z0-9_-]{35}/, 'a Google API key'],
  [/\beyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,2000}\./, 'a JSON web token'],
  // Placeholders of templates and shells are no passwords.
  [/[a-z]:\/\/[^/\s:@]{1,200}:(?![$<{%*])[^/\s:@$<{]{1,200}@/, 'a URL with a password'],
];
const NO_SECRET = /^$|^[/.~$<{%*]|[$]\(|[$]\{|\{\{|^(true|false|yes|no|on|off|none|null|nil|disabled|enabled|required|optional)$|^[0-9]{1,5}(\.[0-9]+)?(ms|s|m|h|d)?$|^(vault|ref\+|secretref|arn|op|sops|file|env|https?|projects\/)[:+/]|scram-sha-256$/i;
/** Nothing, or what somebody else puts a value in the place of. */
const NO_VALUE = /^\s*$|^\{\}$|^(<[^>]*>|\$\{[^}]*\}|\{\{[^]*\}\}|(vault:|ref\+|ENC\[)[^]*)\s*$/;
const LINE = /^[\s-]*["']?([A-Za-z0-9_.-]{1,80})["']?\s*[:=]\s*["']?([^\s"'#,]{1,200})/;
const LONGEST = 200_000;

/** Whether nobody should see a value, for its name or for what it is. @internal */
export function isSecretText(name: string, value: string): boolean {
  return SECRET_NAME.test(name) || SECRETS.some(([pattern]) => pattern.test(value.slice(0, LONGEST)));
}

/** Nothing that is secret is committed. The value is never shown. @internal */
export const LITERAL_SECRET: IRule = {
  ruleId: 'operability/literal-secret',
  severity: Severity.WARNING,
  reason: 'Git keeps what was ever committed, and whoever may read pods or ConfigMaps may read it, too.',
  remedy: 'Keep it in a Secret that is fetched or sealed, and refer to it; if it is none, name it otherwise.',
  covers: ['kube-linter/env-var-secret', 'polaris/sensitiveContainerEnvVar', 'polaris/sensitiveConfigmapContent'],
  check(manifests, report) {
    checkVariables(manifests, report);
    for (const manifest of Graph.of(manifests).ofKind('', 'Secret')) {
      for (const key of secretKeysOf(manifest.object)) report.add(manifest, `${isRecord(manifest.object.stringData) && key in manifest.object.stringData ? 'stringData' : 'data'}["${key}"]`, `${key} is in a Secret, with its value`);
    }
    for (const manifest of Graph.of(manifests).ofKind('', 'ConfigMap')) {
      for (const [key, value] of textMap(isRecord(manifest.object) ? manifest.object.data : undefined)) {
        const what = secretIn(key, value) ?? secretLine(value);
        if (what) report.add(manifest, `data["${key}"]`, `${key} ${what}`);
      }
    }
  },
};

/** The keys of a Secret that have values; none where they are encrypted, empty, or plainly a placeholder. @internal */
export function secretKeysOf(object: any): string[] {
  if (object?.kind !== 'Secret' || object.apiVersion !== 'v1' || typeof object.sops?.mac === 'string') return [];
  const plain = [...textMap(object.stringData)].filter(([, value]) => !NO_VALUE.test(value));
  const encoded = [...textMap(object.data)].filter(([, value]) => !NO_VALUE.test(Buffer.from(value, 'base64').toString('utf8')));
  return [...new Set([...plain, ...encoded].map(([key]) => key))];
}

function checkVariables(manifests: Manifests, report: RuleReport): void {
  for (const pods of Graph.of(manifests).pods) {
    for (const container of pods.containers) {
      records(container.json.env).forEach((entry, i) => {
        const what = secretIn(text(entry.name), text(entry.value));
        if (what) report.add(pods.manifest, `${container.path}.env[${i}]`, `${text(entry.name)} ${what}`);
      });
    }
  }
}

function secretIn(name: string, value: string): string | undefined {
  const found = value.length > LONGEST ? undefined : SECRETS.find(([pattern]) => pattern.test(value));
  if (found) return `holds ${found[1]}`;
  return SECRET_NAME.test(name) && !value.includes('\n') && !NO_SECRET.test(value) ? 'is named like a secret and has a value' : undefined;
}

/** `password: hunter2` in a file of YAML, properties or ini. */
function secretLine(value: string): string | undefined {
  if (value.length > LONGEST || !value.includes('\n')) return undefined;
  for (const line of value.split('\n')) {
    const [, name, given] = LINE.exec(line) ?? [];
    if (name !== undefined && SECRET_NAME.test(name) && !NO_SECRET.test(given) && given.length > 3) return `has a line "${name}" with a value`;
  }
  return undefined;
}
