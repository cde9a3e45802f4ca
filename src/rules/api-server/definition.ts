import { Complain, given, items, named, notEmpty, record, show, unique } from './complaint';
import { checkDefinitionNames, checkGroup } from './definition-names';
import { checkSchema } from './definition-schema';
import { checkSharedSchemas, checkVersionView } from './definition-views';
import { SINCE } from './features';
import { inFormat, is } from './formats';
import { checkReviewVersions, checkWebhookClient } from './webhook-client';
import { Manifest } from '../manifest';

type Fields = { readonly [field: string]: any };

/** A CustomResourceDefinition. @internal */
export function checkDefinition(manifest: Manifest, complain: Complain): void {
  const { object, name } = manifest;
  const spec = record(object.spec);
  checkGroup(spec.group, record(object.metadata), complain);
  checkDefinitionNames(record(spec.names), 'spec.names', complain);
  if (named(record(object.metadata).generateName)) complain('api/definition-name', 'metadata.generateName', 'a definition is called by its plural and group', 'Leave it out.');
  const wanted = `${record(spec.names).plural ?? ''}.${spec.group ?? ''}`;
  if (name !== wanted) complain('api/definition-name', 'metadata.name', `${show(name)} is not the plural and the group`, `Call it ${show(wanted)}.`);
  notEmpty(complain, 'spec.scope', spec.scope);
  if (spec.preserveUnknownFields === true) complain('api/preserve-unknown', 'spec.preserveUnknownFields', 'whole objects cannot keep unknown fields any more', 'Write x-kubernetes-preserve-unknown-fields in the schema.');
  checkVersions(items(spec.versions).map(record), manifest.kubernetesMinor, complain);
  if (given(spec.conversion)) checkConversion(record(spec.conversion), complain);
}

function checkVersions(versions: readonly Fields[], minor: number, complain: Complain): void {
  versions.forEach((version, i) => checkVersion(version, `spec.versions[${i}]`, minor, complain));
  unique(complain, (i) => `spec.versions[${i}].name`, versions.map(({ name }) => name ?? ''), 'the version');
  if (minor >= SINCE.selectableFields) checkSharedSchemas(versions, complain);
  const stored = versions.filter(({ storage }) => storage === true).length;
  if (stored !== 1) complain('api/storage-version', 'spec.versions', `${stored === 0 ? 'no version is' : `${stored} versions are`} stored`, 'Give just one version storage: true.');
}

function checkVersion(version: Fields, at: string, minor: number, complain: Complain): void {
  const { name, deprecated, deprecationWarning, schema } = version;
  inFormat(complain, `${at}.name`, name ?? '', is.dns1035, 'a version, such as "v1"');
  if (given(deprecationWarning)) checkWarning(deprecationWarning, deprecated === true, `${at}.deprecationWarning`, complain);
  const root = record(schema).openAPIV3Schema;
  if (given(root)) checkSchema(record(root), `${at}.schema.openAPIV3Schema`, given(record(version.subresources).status), minor, complain);
  else complain('api/no-schema', `${at}.schema.openAPIV3Schema`, 'the version has no schema', 'Give it one.');
  checkVersionView(version, at, minor, complain);
}

function checkWarning(warning: unknown, isDeprecated: boolean, at: string, complain: Complain): void {
  const text = String(warning);
  const bad = (what: string, remedy: string) => complain('api/deprecation-warning', at, what, remedy);
  if (!isDeprecated) bad('the version is not deprecated', 'Write deprecated: true, or leave the warning out.');
  else if (text === '' || Buffer.byteLength(text) > 256) bad(`the warning has ${Buffer.byteLength(text)} bytes`, 'Write 1 to 256.');
  else if (!/^(?:[\p{L}\p{M}\p{N}\p{P}\p{S}]| )*$/u.test(text)) bad('the warning has letters that cannot be printed', 'Write one line of text.');
}

function checkConversion({ strategy, webhook }: Fields, complain: Complain): void {
  const at = 'spec.conversion';
  notEmpty(complain, `${at}.strategy`, strategy);
  if (!named(strategy)) complain('api/conversion', `${at}.strategy`, 'nothing says how versions are converted', 'Write None or Webhook.');
  if (strategy !== 'Webhook') {
    if (given(record(webhook).clientConfig) || items(record(webhook).conversionReviewVersions).length > 0) complain('api/conversion', `${at}.webhook`, 'no webhook converts', 'Leave it out, or write strategy: Webhook.');
    return;
  }
  const { clientConfig, conversionReviewVersions } = record(webhook);
  if (given(clientConfig)) checkWebhookClient(clientConfig, `${at}.webhook.clientConfig`, complain);
  else complain('api/webhook-client', `${at}.webhook.clientConfig`, 'nothing says how the webhook is reached', 'Name its Service.');
  checkReviewVersions(conversionReviewVersions, `${at}.webhook.conversionReviewVersions`, complain);
}
