import { Offered, valueOf } from './offered-values';
import { boundedKeys } from './pods-values';
import { escaped, goString } from './template-text';
import { FILE_LIST } from '../../rules/reading/file-list';

/** What helm does not pack. @internal */
export const HELM_IGNORE = `${[FILE_LIST, '.git/', '.gitignore', '.DS_Store', '*.swp', '*.bak', '*.orig', '*.tmp'].join('\n')}\n`;

/** The templates that others call. @param helper the name of the one that puts a reference together @internal */
export function helpersText(helper: string): string {
  return `{{- /* An image reference. A tag of one's own counts without the digest that came with another tag. */ -}}
{{- define ${goString(helper)} -}}
{{- $digest := .given.digest -}}
{{- if and .given.tag (ne .given.tag .tag) (eq .given.digest .digest) }}{{ $digest = "" }}{{ end -}}
{{- .given.repository }}{{ with .given.tag }}:{{ . }}{{ end }}{{ with $digest }}@{{ . }}{{ end -}}
{{- end -}}
`;
}

/** What no schema can say of values; it writes nothing. @internal */
export function checksText(offered: readonly Offered[]): string {
  const bounds = boundedKeys(offered).map((key) => {
    const [min, max] = ['minReplicas', 'maxReplicas'].map((name) => `(int (${valueOf(key, name)}))`);
    return `{{- if gt ${min} ${max} }}{{ fail (printf ${goString(`${key}: minReplicas %d is above maxReplicas %d; give both`)} ${min} ${max}) }}{{ end -}}`;
  });
  const hosts = offered.filter((program) => program.hosts.length > 0).map(({ key }) => `(${valueOf(key, 'hosts')})`);
  const once = hosts.length === 0 ? [] : [
    `{{- $hosts := concat ${hosts.join(' ')} -}}`,
    '{{- if ne (len $hosts) (len (uniq $hosts)) }}{{ fail (printf "two hosts are the same: %s; requests would go to one of them only" (join ", " $hosts)) }}{{ end -}}',
  ];
  return [...bounds, ...once, ''].join('\n');
}

/** What helm says after an installation. @param running kind, namespace and name of what runs pods @internal */
export function notesText(name: string, running: readonly string[], offered: readonly Offered[]): string {
  const hosts = offered.flatMap(({ key, hosts: of }) => of.map((_, i) => `  {{ ${valueOf(key, 'hosts', i)} }}`));
  return [
    `${escaped(name)} {{ .Chart.Version }} is installed as {{ .Release.Name }}.`,
    ...(running.length === 0 ? [] : ['', 'When is it up?', ...running.map((line) => `  ${escaped(line)}`)]),
    ...(hosts.length === 0 ? [] : ['', 'Where does it answer?', ...hosts]),
    '',
  ].join('\n');
}
