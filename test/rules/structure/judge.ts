import { parse } from 'yaml';
import { Finding, Manifest, Manifests, RuleBook, Severity } from '../../../src';
import { structureRules } from '../../../src/rules/structure/structure-rules';

const BOOK = RuleBook.of(structureRules());

/** What the structure rules find in an object that is for that minor. */
export function judge(object: any, minor: number = 33): Finding[] {
  return BOOK.verify(Manifests.of([Manifest.of(object, { kubernetesMinor: minor })]));
}

/** The same as short lines: `unknown-field spec.replica`. What is only worth knowing is left out. */
export function complaints(object: any, minor?: number): string[] {
  return judge(object, minor).filter((f) => f.severity !== Severity.INFO).map((f) => `${f.rule.replace('structure/', '')} ${f.path}`);
}

/** What is to be done about the one finding. */
export function fixOf(object: any, minor?: number): string {
  const findings = judge(object, minor);
  expect(findings).toHaveLength(1);
  return findings[0].fix;
}

/** A Deployment that nobody objects to, changed by YAML that is laid over parts of it. */
export function deployment(change: { spec?: string; pod?: string; container?: string } = {}): any {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'checkout', namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: 'checkout' } },
      template: {
        metadata: { labels: { app: 'checkout' } },
        spec: {
          containers: [{ name: 'checkout', image: 'shop/checkout:1.8.2', ...parse(change.container ?? '{}') }],
          ...parse(change.pod ?? '{}'),
        },
      },
      ...parse(change.spec ?? '{}'),
    },
  };
}

/** Any object, from YAML. */
export function yaml(text: string): any {
  return parse(text);
}
