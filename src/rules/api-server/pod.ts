import { Complain, given, items, oneOf, record, show, unique, wholeNumber } from './complaint';
import { checkContainer, checkProfiles, ContainerSurroundings } from './container';
import { inFormat, is } from './formats';
import { checkAnnotations, checkLabels, checkSelector } from './metadata';
import { checkVolumes } from './volumes';

/** What whoever makes the pod knows of it. @internal */
export interface PodSurroundings {
  readonly restartPolicies: readonly string[];
  readonly claims: ReadonlySet<string>;
  readonly minor: number;
}

/** A pod template: its metadata and its spec. @internal */
export function checkPodTemplate(template: unknown, path: string, around: PodSurroundings, complain: Complain): void {
  const { metadata, spec } = record(template);
  checkLabels(record(metadata).labels, `${path}.metadata.labels`, complain);
  checkAnnotations(record(metadata).annotations, `${path}.metadata.annotations`, complain);
  checkPodSpec(record(spec), `${path}.spec`, around, complain);
}

/** @internal */
export function checkPodSpec(spec: { [key: string]: any }, path: string, around: PodSurroundings, complain: Complain): void {
  const volumes = items(spec.volumes);
  checkVolumes(volumes, `${path}.volumes`, complain);
  const grace = typeof spec.terminationGracePeriodSeconds === 'number' ? spec.terminationGracePeriodSeconds : 30;
  const surroundings: ContainerSurroundings = {
    volumes: new Map(volumes.map((v) => [record(v).name, v])),
    claims: around.claims,
    grace,
    hostNetwork: spec.hostNetwork === true,
    minor: around.minor,
  };
  const containers = items(spec.containers);
  if (containers.length === 0) complain('api/no-containers', `${path}.containers`, 'the pod has no container', 'Add one.');
  containers.forEach((c, i) => checkContainer(record(c), `${path}.containers[${i}]`, false, surroundings, complain));
  const init = items(spec.initContainers);
  init.forEach((c, i) => checkContainer(record(c), `${path}.initContainers[${i}]`, true, surroundings, complain));
  if (items(spec.ephemeralContainers).length > 0) complain('api/ephemeral-containers', `${path}.ephemeralContainers`, 'ephemeral containers are added to running pods only', 'Leave them out.');
  const all = [...init.map((c, i) => ({ name: record(c).name, at: `${path}.initContainers[${i}].name` })), ...containers.map((c, i) => ({ name: record(c).name, at: `${path}.containers[${i}].name` }))];
  unique(complain, (i) => all[i].at, all.map((c) => c.name), 'the container');

  oneOf(complain, `${path}.restartPolicy`, spec.restartPolicy ?? around.restartPolicies[0], around.restartPolicies);
  oneOf(complain, `${path}.dnsPolicy`, spec.dnsPolicy, ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']);
  oneOf(complain, `${path}.preemptionPolicy`, spec.preemptionPolicy, ['PreemptLowerPriority', 'Never']);
  wholeNumber(complain, `${path}.terminationGracePeriodSeconds`, spec.terminationGracePeriodSeconds, 0, Number.MAX_SAFE_INTEGER);
  wholeNumber(complain, `${path}.activeDeadlineSeconds`, spec.activeDeadlineSeconds, 1);
  for (const field of ['serviceAccountName', 'priorityClassName', 'runtimeClassName', 'nodeName', 'schedulerName']) {
    if (spec[field] !== '') inFormat(complain, `${path}.${field}`, spec[field], is.dnsSubdomain, 'the name of an object');
  }
  for (const [key, value] of Object.entries(record(spec.nodeSelector))) {
    inFormat(complain, `${path}.nodeSelector`, key, is.qualifiedName, 'the key of a label');
    inFormat(complain, `${path}.nodeSelector["${key}"]`, value, is.labelValue, 'the value of a label');
  }
  if (typeof spec.hostname === 'string' && spec.hostname !== '') inFormat(complain, `${path}.hostname`, spec.hostname, is.dnsLabel, 'a DNS label');
  if (typeof spec.subdomain === 'string' && spec.subdomain !== '') inFormat(complain, `${path}.subdomain`, spec.subdomain, is.dnsLabel, 'a DNS label');
  checkPodSecurityContext(spec, path, complain);
  checkDns(spec, path, complain);
  checkTolerations(spec.tolerations, `${path}.tolerations`, complain);
  checkSpread(spec.topologySpreadConstraints, `${path}.topologySpreadConstraints`, complain);
  checkAffinity(spec.affinity, `${path}.affinity`, complain);
}

function checkPodSecurityContext(spec: { [key: string]: any }, path: string, complain: Complain): void {
  const context = record(spec.securityContext);
  const at = `${path}.securityContext`;
  for (const field of ['runAsUser', 'runAsGroup', 'fsGroup']) wholeNumber(complain, `${at}.${field}`, context[field], 0);
  items(context.supplementalGroups).forEach((group, i) => wholeNumber(complain, `${at}.supplementalGroups[${i}]`, group, 0));
  oneOf(complain, `${at}.fsGroupChangePolicy`, context.fsGroupChangePolicy, ['OnRootMismatch', 'Always']);
  oneOf(complain, `${at}.supplementalGroupsPolicy`, context.supplementalGroupsPolicy, ['Merge', 'Strict']);
  checkProfiles(context, at, complain);
  if (spec.hostUsers === false) {
    for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
      if (spec[field] === true) complain('api/host-users', `${path}.${field}`, `${field} needs the node's users`, 'Leave hostUsers out.');
    }
  }
}

function checkDns(spec: { [key: string]: any }, path: string, complain: Complain): void {
  const { nameservers, searches, options } = record(spec.dnsConfig);
  if (spec.dnsPolicy === 'None' && items(nameservers).length === 0) complain('api/no-nameservers', `${path}.dnsConfig.nameservers`, 'the policy None needs name servers', 'Name at least one.');
  if (items(nameservers).length > 3) complain('api/too-many', `${path}.dnsConfig.nameservers`, `${items(nameservers).length} name servers are given`, 'Give at most 3.');
  if (items(searches).length > 32) complain('api/too-many', `${path}.dnsConfig.searches`, `${items(searches).length} search domains are given`, 'Give at most 32.');
  items(options).forEach((option, i) => {
    if (!record(option).name) complain('api/no-name', `${path}.dnsConfig.options[${i}].name`, 'the option has no name', 'Name it.');
  });
}

function checkTolerations(tolerations: unknown, path: string, complain: Complain): void {
  items(tolerations).forEach((toleration, i) => {
    const { key, operator, effect, tolerationSeconds, value } = record(toleration);
    const at = `${path}[${i}]`;
    if (key) inFormat(complain, `${at}.key`, key, is.qualifiedName, 'the key of a taint');
    else if (operator !== 'Exists') complain('api/toleration', `${at}.operator`, 'without a key only Exists makes sense', 'Write operator: Exists.');
    if (operator === 'Exists' && value) complain('api/toleration', `${at}.operator`, 'Exists takes no value', 'Leave the value out.');
    if (given(tolerationSeconds) && effect !== 'NoExecute') complain('api/toleration', `${at}.effect`, 'tolerationSeconds goes with NoExecute only', 'Leave it out, or write effect: NoExecute.');
    oneOf(complain, `${at}.operator`, operator || undefined, ['Exists', 'Equal', 'Lt', 'Gt']);
    oneOf(complain, `${at}.effect`, effect || undefined, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']);
    if (operator !== 'Exists' && typeof value === 'string') inFormat(complain, `${at}.value`, value, is.labelValue, 'the value of a label');
  });
}

function checkSpread(constraints: unknown, path: string, complain: Complain): void {
  const pairs = items(constraints).map((constraint, i) => {
    const c = record(constraint);
    const at = `${path}[${i}]`;
    if (typeof c.maxSkew !== 'number' || c.maxSkew < 1) complain('api/number-out-of-range', `${at}.maxSkew`, `${show(c.maxSkew)} is not a whole number from 1 on`, 'Write 1 or more.');
    if (!c.topologyKey) complain('api/no-key', `${at}.topologyKey`, 'no node label is named', 'Name one, such as topology.kubernetes.io/zone.');
    else inFormat(complain, `${at}.topologyKey`, c.topologyKey, is.qualifiedName, 'the key of a label');
    oneOf(complain, `${at}.whenUnsatisfiable`, c.whenUnsatisfiable ?? '', ['DoNotSchedule', 'ScheduleAnyway']);
    if (given(c.minDomains)) {
      wholeNumber(complain, `${at}.minDomains`, c.minDomains, 1);
      if (c.whenUnsatisfiable !== 'DoNotSchedule') complain('api/min-domains', `${at}.minDomains`, 'minDomains goes with DoNotSchedule only', 'Leave it out.');
    }
    oneOf(complain, `${at}.nodeAffinityPolicy`, c.nodeAffinityPolicy, ['Honor', 'Ignore']);
    oneOf(complain, `${at}.nodeTaintsPolicy`, c.nodeTaintsPolicy, ['Honor', 'Ignore']);
    checkSelector(c.labelSelector, `${at}.labelSelector`, complain);
    const keys = items(c.matchLabelKeys);
    if (keys.length > 0 && !given(c.labelSelector)) complain('api/match-label-keys', `${at}.matchLabelKeys`, 'they narrow a selector that is not there', 'Give a labelSelector.');
    keys.forEach((key, j) => {
      if (key in record(record(c.labelSelector).matchLabels)) complain('api/match-label-keys', `${at}.matchLabelKeys[${j}]`, `${show(key)} is in the selector already`, 'Leave it out.');
    });
    return c.topologyKey && c.whenUnsatisfiable ? `${c.topologyKey}, ${c.whenUnsatisfiable}` : undefined;
  });
  unique(complain, (i) => `${path}[${i}]`, pairs, 'the pair of topologyKey and whenUnsatisfiable');
}

function checkAffinity(affinity: unknown, path: string, complain: Complain): void {
  const { podAffinity, podAntiAffinity, nodeAffinity } = record(affinity);
  const weight = (w: unknown, at: string) => wholeNumber(complain, at, w ?? 0, 1, 100);
  const term = (t: { [key: string]: any }, at: string) => {
    if (!t.topologyKey) complain('api/no-key', `${at}.topologyKey`, 'no node label is named', 'Name one, such as kubernetes.io/hostname.');
    else inFormat(complain, `${at}.topologyKey`, t.topologyKey, is.qualifiedName, 'the key of a label');
    checkSelector(t.labelSelector, `${at}.labelSelector`, complain);
    checkSelector(t.namespaceSelector, `${at}.namespaceSelector`, complain);
  };
  for (const [name, side] of [['podAffinity', podAffinity], ['podAntiAffinity', podAntiAffinity]] as const) {
    items(record(side).requiredDuringSchedulingIgnoredDuringExecution).forEach((t, i) => term(record(t), `${path}.${name}.requiredDuringSchedulingIgnoredDuringExecution[${i}]`));
    items(record(side).preferredDuringSchedulingIgnoredDuringExecution).forEach((t, i) => {
      const at = `${path}.${name}.preferredDuringSchedulingIgnoredDuringExecution[${i}]`;
      weight(record(t).weight, `${at}.weight`);
      term(record(record(t).podAffinityTerm), `${at}.podAffinityTerm`);
    });
  }
  const required = record(nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution;
  if (given(required) && items(record(required).nodeSelectorTerms).length === 0) complain('api/no-terms', `${path}.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`, 'no node would do', 'Name at least one term.');
  items(record(nodeAffinity).preferredDuringSchedulingIgnoredDuringExecution).forEach((t, i) => weight(record(t).weight, `${path}.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[${i}].weight`));
}
