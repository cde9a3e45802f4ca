import { Offered, OfferedHost, OfferedImage, OfferedPods } from './offered-values';

/** The values of a chart as they are, with what each of them is. @internal */
export function valuesText(name: string, offered: readonly Offered[]): string {
  const lines = offered.flatMap(({ key, image, pods, hosts }) => [
    '',
    `${JSON.stringify(key)}:`,
    ...(image === undefined ? [] : imageLines(image)),
    ...(pods === undefined ? [] : podLines(pods)),
    ...(hosts.length === 0 ? [] : hostLines(hosts)),
  ]);
  return [
    `# What can be otherwise in ${name}, by program. Everything else is decided by the program that writes this chart.`,
    ...(offered.length === 0 ? ['{}'] : lines),
    '',
  ].join('\n');
}

function imageLines({ repository, tag, digest }: OfferedImage): string[] {
  return [
    '  image:',
    '    # Registry and path.',
    `    repository: ${JSON.stringify(repository)}`,
    tag === '' ? '    # None here, as the digest says which image it is.' : '    # The version. It also stands in the labels, and in the telemetry.',
    `    tag: ${JSON.stringify(tag)}`,
    digest === '' ? '    # "sha256:…": this very image, whatever the tag says.' : '    # This very image, whatever the tag says. With a tag of your own it is left out, unless you give its digest, too.',
    `    digest: ${JSON.stringify(digest)}`,
  ];
}

function podLines({ given, least }: OfferedPods): string[] {
  const why = least > 1 ? `, at least ${least}: a drain of a node takes some, and must leave some` : '';
  if ('replicas' in given) return [`  # How many pods run${why}.`, `  replicas: ${given.replicas}`];
  return [
    `  # The fewest pods that the autoscaler keeps${why}.`,
    `  minReplicas: ${given.minReplicas}`,
    '  # The most pods that load may ask for, no fewer than minReplicas.',
    `  maxReplicas: ${given.maxReplicas}`,
  ];
}

function hostLines(hosts: readonly OfferedHost[]): string[] {
  return [
    '  # Where it answers, in this order. A host is changed wherever it stands.',
    '  hosts:',
    ...hosts.map(({ host, others }) => `    - ${JSON.stringify(host)}${others.length === 0 ? '' : ` # also of ${others.join(', ')}`}`),
  ];
}
