import { checkAffinity } from './affinity';
import { Complain, given, items, named, notEmpty, record, show, unique, wholeNumber } from './complaint';
import { checkContainer, ContainerSurroundings } from './container';
import { checkHostPorts } from './container-ports';
import { checkDns } from './dns';
import { SINCE } from './features';
import { inFormat, inFormatUnlessEmpty, is } from './formats';
import { checkAnnotations, checkLabels } from './labels';
import { checkPodAnnotations } from './pod-annotations';
import { checkPodResources } from './pod-resources';
import { checkPodSecurity } from './pod-security-context';
import { checkContainerResourceName } from './resource-names';
import { checkRequirements } from './resources';
import { checkGates, checkSpread, checkTolerations } from './scheduling';
import { checkVolumes } from './volumes';
import { checkHostProcesses, checkOperatingSystem } from './windows';

type Fields = { readonly [field: string]: any };

/** What whoever makes the pod knows of it. @internal */
export interface PodSurroundings {
  readonly restartPolicies: readonly string[];
  /** the volumes that the maker adds, by name */
  readonly claims: ReadonlyMap<string, any>;
  /** whether the maker gives the pods their names */
  readonly namesPods: boolean;
  /** a Pod itself, not a template */
  readonly isPod: boolean;
  readonly minor: number;
}

/** A pod template: its metadata and its spec. @internal */
export function checkPodTemplate(template: unknown, path: string, around: PodSurroundings, complain: Complain): void {
  const { metadata, spec } = record(template);
  const { labels, annotations } = record(metadata);
  checkLabels(labels, `${path}.metadata.labels`, complain);
  checkAnnotations(annotations, `${path}.metadata.annotations`, complain);
  checkPodAnnotations(annotations, record(spec), `${path}.metadata.annotations`, complain);
  checkPodSpec(record(spec), `${path}.spec`, around, complain);
}

/** @internal */
export function checkPodSpec(spec: Fields, path: string, around: PodSurroundings, complain: Complain): void {
  const { minor, isPod } = around;
  const volumes = new Map<string, any>(items(spec.volumes).map((volume) => [record(volume).name, record(volume)]));
  around.claims.forEach((claim, name) => volumes.set(name, claim));
  checkVolumes(items(spec.volumes), `${path}.volumes`, around, complain);
  checkContainers(spec, path, around, volumes, complain);
  checkNames(spec, path, around, complain);
  notEmpty(complain, `${path}.preemptionPolicy`, spec.preemptionPolicy);
  wholeNumber(complain, `${path}.activeDeadlineSeconds`, spec.activeDeadlineSeconds, 1);
  checkLabels(spec.nodeSelector, `${path}.nodeSelector`, complain);
  checkPodSecurity(spec, path, minor, complain);
  checkOperatingSystem(spec, path, complain);
  checkHostProcesses(spec, path, complain);
  checkDns(spec, path, minor, complain);
  checkTolerations(spec.tolerations, `${path}.tolerations`, complain);
  checkSpread(spec.topologySpreadConstraints, `${path}.topologySpreadConstraints`, isPod, minor, complain);
  checkAffinity(spec.affinity, `${path}.affinity`, isPod, minor, complain);
  checkGates(spec, path, complain);
  if (given(spec.overhead)) checkRequirements({ limits: spec.overhead }, `${path}.overhead`, checkContainerResourceName, complain);
  if (minor >= SINCE.podLevelResources) checkPodResources(spec, `${path}.resources`, isPod, complain);
  if (minor >= SINCE.resourceClaims) checkResourceClaims(spec.resourceClaims, `${path}.resourceClaims`, complain);
}

function checkContainers(spec: Fields, path: string, around: PodSurroundings, volumes: ReadonlyMap<string, any>, complain: Complain): void {
  const restartPolicy = spec.restartPolicy || 'Always';
  if (!around.restartPolicies.includes(restartPolicy)) complain('api/unknown-word', `${path}.restartPolicy`, `${show(restartPolicy)} is not ${around.restartPolicies.join(' or ')}`, 'Use one of these words.');
  const surroundings: ContainerSurroundings = {
    volumes,
    claims: new Set(items(spec.resourceClaims).map((claim) => record(claim).name).filter(named)),
    grace: typeof spec.terminationGracePeriodSeconds === 'number' ? spec.terminationGracePeriodSeconds : 30,
    hostUsers: spec.hostUsers !== false,
    restartPolicy,
    isPod: around.isPod,
    minor: around.minor,
  };
  const containers = items(spec.containers);
  const init = items(spec.initContainers);
  if (containers.length === 0) complain('api/no-containers', `${path}.containers`, 'the pod has no container', 'Add one.');
  containers.forEach((c, i) => checkContainer(record(c), `${path}.containers[${i}]`, false, surroundings, complain));
  init.forEach((c, i) => checkContainer(record(c), `${path}.initContainers[${i}]`, true, surroundings, complain));
  if (items(spec.ephemeralContainers).length > 0) complain('api/ephemeral-containers', `${path}.ephemeralContainers`, 'ephemeral containers are added to running pods only', 'Leave them out.');
  unique(complain, (i) => (i < init.length ? `${path}.initContainers[${i}].name` : `${path}.containers[${i - init.length}].name`), [...init, ...containers].map((c) => record(c).name), 'the container');
  const host = { hostNetwork: spec.hostNetwork === true };
  checkHostPorts(containers, `${path}.containers`, host, complain);
  init.forEach((c, i) => checkHostPorts([c], `${path}.initContainers[${i}]`, { hostNetwork: false }, complain));
}

function checkNames(spec: Fields, path: string, around: PodSurroundings, complain: Complain): void {
  for (const field of ['serviceAccountName', 'priorityClassName', 'nodeName']) inFormatUnlessEmpty(complain, `${path}.${field}`, spec[field], is.dnsSubdomain, 'the name of an object');
  if (!named(spec.serviceAccountName)) inFormatUnlessEmpty(complain, `${path}.serviceAccount`, spec.serviceAccount, is.dnsSubdomain, 'the name of an object');
  inFormat(complain, `${path}.runtimeClassName`, spec.runtimeClassName, is.dnsSubdomain, 'the name of a runtime class');
  if (around.isPod && named(spec.nodeName) && items(spec.schedulingGates).length > 0) complain('api/scheduling-gates', `${path}.nodeName`, 'a pod with gates waits to be scheduled', 'Keep one of the two.');
  if (!around.namesPods) {
    inFormatUnlessEmpty(complain, `${path}.hostname`, spec.hostname, is.dnsLabel, 'a DNS label');
    inFormatUnlessEmpty(complain, `${path}.subdomain`, spec.subdomain, is.dnsLabel, 'a DNS label');
  }
  if (around.minor < SINCE.hostnameOverride || !given(spec.hostnameOverride)) return;
  inFormat(complain, `${path}.hostnameOverride`, spec.hostnameOverride, (s) => s.length <= 64 && is.dnsSubdomain(s), 'a DNS name of at most 64 characters');
  if (spec.setHostnameAsFQDN === true || spec.hostNetwork === true) complain('api/hostname', `${path}.hostnameOverride`, `it does not go with ${spec.hostNetwork === true ? 'hostNetwork' : 'setHostnameAsFQDN'}`, 'Leave one of the two out.');
}

function checkResourceClaims(claims: unknown, path: string, complain: Complain): void {
  const all = items(claims).map(record);
  all.forEach((claim, i) => {
    const at = `${path}[${i}]`;
    inFormat(complain, `${at}.name`, claim.name ?? '', is.dnsLabel, 'a DNS label of at most 63 characters');
    if (given(claim.resourceClaimName) === given(claim.resourceClaimTemplateName)) complain('api/one-source', at, 'the claim comes from exactly one object', 'Name a ResourceClaim or a template of it.');
    for (const field of ['resourceClaimName', 'resourceClaimTemplateName']) inFormat(complain, `${at}.${field}`, claim[field], is.dnsSubdomain, 'the name of an object');
  });
  unique(complain, (i) => `${path}[${i}].name`, all.map((claim) => claim.name), 'the claim');
}
