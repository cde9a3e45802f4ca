import { Offered, OfferedHost, OfferedImage, OfferedPods } from './offered-values';
import { MOVING_TAGS, REPOSITORY, TAG } from '../../values/image';

const AS_LABEL = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const DNS_NAME = '([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*';

/** The JSON schema of a chart's values: Helm refuses what is not offered, and what the program would refuse. @internal */
export function schemaOf(offered: readonly Offered[]): any {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...closed({
      ...Object.fromEntries(offered.map((program) => [program.key, ofProgram(program)])),
    }, {
      global: { type: 'object', description: 'of a chart that includes this one; it changes nothing here' },
      enabled: { type: 'boolean', description: 'read by a chart that includes this one' },
    }),
  };
}

/** A map with these keys and no others. */
function closed(required: { [key: string]: any }, more: { [key: string]: any } = {}): any {
  const names = Object.keys(required);
  return { type: 'object', additionalProperties: false, ...(names.length === 0 ? {} : { required: names }), properties: { ...required, ...more } };
}

function ofProgram({ image, pods, hosts }: Offered): any {
  return closed({
    ...(image === undefined ? {} : { image: ofImage(image) }),
    ...(pods === undefined ? {} : ofPods(pods)),
    ...(hosts.length === 0 ? {} : { hosts: ofHosts(hosts) }),
  });
}

function ofImage({ tag, mayMove }: OfferedImage): any {
  const version = AS_LABEL.test(tag) || tag === '' ? AS_LABEL.source : TAG.source; // where the version stands in labels, it has to fit there
  const moving = mayMove ? [] : [...MOVING_TAGS].filter((name) => name !== tag); // with its digest, a tag may be any
  return closed({
    repository: { type: 'string', pattern: `^([A-Za-z0-9.-]+(:[0-9]{1,5})?/)?${REPOSITORY.source.slice(1, -1)}$` },
    tag: { type: 'string', pattern: tag === '' ? `^$|${version}` : version, ...(moving.length === 0 ? {} : { not: { enum: moving } }) },
    digest: { type: 'string', pattern: tag === '' ? '^sha256:[0-9a-f]{64}$' : '^(sha256:[0-9a-f]{64})?$' },
  });
}

function ofPods({ given, least }: OfferedPods): any {
  const count = { type: 'integer', minimum: least };
  return 'replicas' in given ? { replicas: count } : { minReplicas: count, maxReplicas: count };
}

function ofHosts(hosts: readonly OfferedHost[]): any {
  const items = hosts.map(({ host }) => ({ type: 'string', maxLength: 253, pattern: `^${host.startsWith('*.') ? '\\*\\.' : ''}${DNS_NAME}$` }));
  return { type: 'array', minItems: items.length, maxItems: items.length, items };
}
