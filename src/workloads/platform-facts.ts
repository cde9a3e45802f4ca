import { checkContainerNames, checkMounts, checkPorts } from './pod-checks';
import { Draft } from '../model/draft';
import { EnvSource, Facts } from '../model/facts';
import { qualityOf } from '../model/pod-quality';
import { Settled } from '../model/settled';
import { Platform } from '../platform/platform';
import { Flaw, flaw, quoted } from '../values/flaw';
import { Image } from '../values/image';
import { bytesQuantity, millisQuantity } from '../values/quantity';

/**
 * What the platform says about every workload, and what it demands of each.
 *
 * @internal
 */
export function writePlatformFacts(draft: Draft, platform: Platform): void {
  for (const [key, value] of Object.entries(platform.labels)) draft.addLabel(key, value, 'on every workload');
  for (const name of platform.imagePullSecrets) draft._add(Facts.PULL_SECRETS, name, true, 'on every workload');
  draft.fixCpuRequest(platform.cpu, 'the platform\'s default');
  draft.fixMemory(platform.memory, 'the platform\'s default; the limit is the request, as memory that is only promised cannot be used');
  draft._derive(Facts.PULL_POLICY, (s) => (s.get(Facts.IMAGE)?.isMoving && !platform._isLocal ? 'Always' : 'IfNotPresent'),
    platform._isLocal ? 'images are loaded into a local cluster by hand' : 'a fixed image never changes, and a restart must not depend on the registry');
  draft._add(Facts.POD_SETTING, 'enableServiceLinks', false, 'a variable per Service of the namespace would leak in, and may clash');
  draft._check((s) => checkImage(s, platform));
  draft._check(checkResources);
  draft._derive(Facts.QOS, qualityOf, 'follows from what all containers ask for');
  draft._check(checkPorts);
  draft._check((s) => checkContainerNames(s, draft._subject.name));
  draft._check(checkMounts);
  draft._check(checkSecretsInEnv);
}

function checkImage(settled: Settled, platform: Platform): Flaw[] {
  const image = settled.get(Facts.IMAGE);
  if (image === undefined) return [flaw('image/none', 'nobody says which image runs', 'Give the workload an `image`.')];
  return [image, ...settled.entries(Facts.CONTAINER).map(([, container]) => container.image)].flatMap((each) => imageFlaws(each, platform));
}

function imageFlaws(image: Image, platform: Platform): Flaw[] {
  if (image._flaws.length > 0) return [];
  const { allowMovingTags, requireDigest, registries } = platform.imagePolicy;
  const reference = image.referenceIn(platform.registry);
  const flaws: Flaw[] = [];
  if (image.isBuiltByKo && !allowMovingTags) {
    flaws.push(flaw('image/not-built', `${quoted(reference)} is built by ko when somebody applies the manifests with it; whoever applies them without could pull nothing`,
      'Name what ko build has printed, or keep that in images.lock.yaml. Where ko always applies them, say so: imagePolicy: { allowMovingTags: true }.'));
  } else if (requireDigest && image.digest === undefined && !image.isBuiltByKo) {
    flaws.push(flaw('image/no-digest', `${quoted(reference)} has no digest, which the platform demands`, 'Add @sha256:… as the build printed it.'));
  } else if (!allowMovingTags && image.isMoving) {
    flaws.push(flaw('image/moving-tag', `${quoted(reference)} can change while it runs; a rollback to the same reference would not bring the old program back`,
      'Name a version or a digest, such as ":1.8.2".'));
  }
  if (registries && image.isBuiltByKo) {
    flaws.push(flaw('image/registry-not-allowed', `nobody knows to which registry ${quoted(reference)} is pushed; it is to come from ${registries.join(' or ')}`,
      'Build it by ko build, and name what it printed: Image.of(\'…@sha256:…\').'));
  } else if (registries && !registries.some((allowed) => reference.startsWith(`${allowed.replace(/\/+$/, '')}/`))) {
    flaws.push(flaw('image/registry-not-allowed', `${quoted(reference)} does not come from ${registries.join(' or ')}`, 'Push the image to a registry that the platform allows.'));
  }
  return flaws;
}

function checkResources(settled: Settled): Flaw[] {
  const below = (name: string, limit: number | undefined, request: number | undefined, show: (n: number) => string) =>
    (limit !== undefined && request !== undefined && limit < request
      ? [flaw('resources/limit-below-request', `the ${name} limit is ${show(limit)}, the request ${show(request)}; the API server refuses that`, 'Raise the limit, or lower the request.')] : []);
  return [
    ...below('CPU', settled.get(Facts.CPU_LIMIT), settled.get(Facts.CPU_REQUEST), millisQuantity),
    ...below('memory', settled.get(Facts.MEMORY_LIMIT), settled.get(Facts.MEMORY_REQUEST), bytesQuantity),
  ];
}

const SECRET_NAME = /(^|_)(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|(PRIVATE|ACCESS|SECRET|SIGNING|ENCRYPTION)_?KEY|CREDENTIALS)$/i;
const URL_WITH_PASSWORD = /:\/\/[^/\s:@]+:[^/\s@]+@/;

/** Git keeps what was ever committed; the value itself is left out of the message. */
function checkSecretsInEnv(settled: Settled): Flaw[] {
  const own = settled.entries(Facts.ENV).map(([name, source]): [string, EnvSource, string] => [name, source, 'secrets']);
  const others = settled.entries(Facts.CONTAINER).flatMap(([, { env }]) => Object.entries(env).map(([name, source]): [string, EnvSource, string] => [name, source, 'secretEnv']));
  return [...own, ...others].flatMap(([name, source, prop]) => {
    if (source.kind !== 'text' || source.text === '' || source.text.startsWith('/') || source.text.includes('$(')) return [];
    return SECRET_NAME.test(name) || URL_WITH_PASSWORD.test(source.text) ? [flaw('env/literal-secret',
      `${name} looks like a secret, and its value would be committed`,
      `Keep it in a Secret and give the reference: ${prop}: { ${name}: … }. If it is none, name it otherwise.`)] : [];
  });
}
