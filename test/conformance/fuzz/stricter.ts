import { Finding } from '../../../src/rules/finding';

/** Something that we refuse although the API server takes it, and why. */
export interface Stricter {
  /** empty for any rule */
  readonly rules: readonly string[];
  readonly path: RegExp;
  /** only for that kind */
  readonly kind?: string;
  /** only for minors before that */
  readonly before?: number;
  readonly reason: string;
}

const ANY_CONTAINER = /\.(initC|c)ontainers\[\d+\]/;

/** The whole list; whatever else we refuse and the API server takes is a defect of ours. */
export const STRICTER: readonly Stricter[] = [
  {
    rules: ['api/image-blanks', 'api/no-image'],
    path: new RegExp(`template\\.spec${ANY_CONTAINER.source}\\.image$`),
    reason: 'The template is taken, and every pod made of it is refused.',
  },
  {
    rules: ['api/bad-format'],
    path: /^spec\.jobTemplate\.metadata\.labels/,
    reason: 'The CronJob is taken, and every Job that it makes is refused.',
  },
  {
    rules: ['api/bad-format', 'api/selector-values', 'api/unknown-word', 'structure/unknown-enum-value', 'structure/missing-field'],
    path: /^spec\.metrics\[\d+\]\.(object|pods|external)\.metric\.selector/,
    reason: 'The autoscaler is taken, and can never read such a metric.',
  },
  {
    rules: ['api/no-name', 'api/data-source', 'api/bad-format', 'structure/missing-field'],
    path: /\.dataSource(Ref)?(\.|$)/,
    reason: 'What is neither a claim nor a snapshot is dropped from dataSource without a word: the volume would be empty.',
  },
  {
    rules: ['api/number-out-of-range'],
    path: /^metadata\.generation$/,
    reason: 'Some kinds overwrite the number before it is looked at, some refuse it; it is never for a manifest.',
  },
  {
    rules: ['api/init-container-field'],
    path: /\.lifecycle$/,
    reason: 'A lifecycle of nothing but a stop signal is dropped while that feature is switched off.',
  },
  {
    rules: ['structure/unknown-enum-value', 'structure/missing-field'],
    path: /\.volumes\[\d+\]\./,
    before: 35,
    reason: 'Volumes of images are dropped while their feature is switched off; what no server would take is a mistake all the same.',
  },
  {
    rules: ['api/too-much'],
    path: /./,
    reason: 'Beyond 9223372036854775 the server counts past the end of 64 bits, and takes some amounts and refuses others.',
  },
  {
    rules: ['structure/no-name'],
    path: /^metadata\.name$/,
    reason: 'A LimitRange without a name gets one when it is created; apply, which GitOps tools use, needs a name.',
  },
  {
    rules: [],
    path: /^spec\.(template|volumeClaimTemplates)\b/,
    kind: 'StatefulSet',
    before: 34,
    reason: 'The server did not look into the templates of a StatefulSet; every pod made of them is refused.',
  },
  {
    rules: ['structure/missing-field'],
    path: /\.(resources\.claims|resourceClaims)\[/,
    before: 34,
    reason: 'The field is dropped while its feature is switched off; what no server would take is a mistake all the same.',
  },
  {
    rules: ['structure/unknown-enum-value', 'structure/wrong-type'],
    path: /\.lifecycle\.stopSignal$/,
    reason: 'The field is dropped while its feature is switched off; a signal that no server knows is a mistake all the same.',
  },
  {
    rules: ['structure/duplicate-list-key', 'structure/missing-field', 'structure/wrong-type'],
    path: /(\]|x-kubernetes-validations\[\d+\]\.rule)$/,
    kind: 'CustomResourceDefinition',
    reason: 'The oracle takes definitions as a POST; server-side apply, which GitOps tools use, tells rules and finalizers apart by their text.',
  },
  {
    rules: ['structure/unknown-field', 'structure/wrong-type', 'structure/unknown-enum-value', 'structure/missing-field'],
    path: /\.(items|additionalProperties|not|dependencies)[.[]/,
    kind: 'CustomResourceDefinition',
    reason: 'Inside of items and additionalProperties the server drops what it does not know without a word: a misspelt bound would bound nothing.',
  },
  {
    rules: ['api/bad-default'],
    path: /additionalProperties\.default$/,
    kind: 'CustomResourceDefinition',
    reason: 'The definition is taken, and every object that the default is filled into is refused.',
  },
  {
    rules: ['api/not-structural'],
    path: /\.(anyOf|allOf)\[\d+\](\.anyOf\[\d+\])?\.type$/,
    kind: 'CustomResourceDefinition',
    before: 36,
    reason: 'The types of a number or text may stand in a condition only as they are; an example or a link beside them is refused by newer servers.',
  },
];

/** Whether every reason to refuse is a documented one. */
export function isDocumented(findings: readonly Finding[]): boolean {
  return findings.every((finding) => STRICTER.some((known) => isCovered(finding, known)));
}

function isCovered({ rule, path, manifest }: Finding, { rules, path: paths, kind, before }: Stricter): boolean {
  return (rules.length === 0 || rules.includes(rule)) && paths.test(path)
    && (kind === undefined || kind === manifest.kind) && (before === undefined || manifest.kubernetesMinor < before);
}
