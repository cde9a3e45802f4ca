import { Finding } from '../finding';

/** The findings as tools read them: `{"problems": [{"rule", "severity", "file", "kind", …}]}`. @internal */
export function jsonReport(findings: readonly Finding[]): string {
  if (findings.length === 0) return '{"problems":[]}\n';
  return `{"problems":[\n${findings.map((finding) => JSON.stringify(finding._json)).join(',\n')}\n]}\n`;
}
