import { Complain, given, items, record, show } from './complaint';
import { inFormat, is } from './formats';

type Fields = { readonly [field: string]: any };

const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DOMAIN = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
const NOT_IN_A_USER = /["/\\:;|=,+*?<>@[\]]/;

/** What is said for Windows alone. @internal */
export function checkWindowsOptions(options: unknown, path: string, complain: Complain): void {
  if (!given(options)) return;
  const { gmsaCredentialSpecName, gmsaCredentialSpec, runAsUserName } = record(options);
  inFormat(complain, `${path}.gmsaCredentialSpecName`, gmsaCredentialSpecName, is.dnsSubdomain, 'the name of an object');
  if (typeof gmsaCredentialSpec === 'string' && (gmsaCredentialSpec === '' || Buffer.byteLength(gmsaCredentialSpec) > 64 * 1024)) {
    complain('api/too-large', `${path}.gmsaCredentialSpec`, 'the text is empty or above 64 KiB', 'Leave it out, or shorten it.');
  }
  if (typeof runAsUserName === 'string' && !isUser(runAsUserName)) complain('api/bad-format', `${path}.runAsUserName`, `${show(runAsUserName)} is not a Windows user`, 'Write USER or DOMAIN\\USER.');
}

// eslint-disable-next-line no-control-regex
const CONTROL = /[\x00-\x1f\x7f]/;

function isUser(text: string): boolean {
  const parts = text.split('\\');
  if (CONTROL.test(text) || parts.length > 2) return false;
  const user = parts[parts.length - 1];
  const domain = parts.length === 2 ? parts[0] : undefined;
  if (domain !== undefined && (domain.length >= 256 || !(NETBIOS.test(domain) || DOMAIN.test(domain)))) return false;
  return user !== '' && Buffer.byteLength(user) <= 104 && !/^[. ]+$/.test(user) && !NOT_IN_A_USER.test(user);
}

const NOT_ON_WINDOWS = ['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'fsGroup', 'fsGroupChangePolicy', 'runAsUser', 'runAsGroup', 'supplementalGroups', 'supplementalGroupsPolicy', 'seLinuxChangePolicy'];
const NOT_IN_WINDOWS_CONTAINERS = ['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'capabilities', 'readOnlyRootFilesystem', 'privileged', 'allowPrivilegeEscalation', 'procMount', 'runAsUser', 'runAsGroup'];

/** That a pod for one operating system asks for nothing of the other. @internal */
export function checkOperatingSystem(spec: Fields, path: string, complain: Complain): void {
  if (!given(spec.os)) return;
  const { name } = record(spec.os);
  if (!given(name) || name === '') complain('api/no-name', `${path}.os.name`, 'no operating system is named', 'Write linux or windows.');
  if (name !== 'linux' && name !== 'windows') return;
  const refuse = (at: string): void => complain('api/other-system', at, `the pod is for ${name}`, 'Leave it out.');
  const context = record(spec.securityContext);
  if (name === 'linux' && given(context.windowsOptions)) refuse(`${path}.securityContext.windowsOptions`);
  if (name === 'windows') {
    NOT_ON_WINDOWS.filter((field) => given(context[field])).forEach((field) => refuse(`${path}.securityContext.${field}`));
    if (items(context.sysctls).length > 0) refuse(`${path}.securityContext.sysctls`);
    for (const field of ['hostUsers', 'shareProcessNamespace']) if (given(spec[field])) refuse(`${path}.${field}`);
    for (const field of ['hostPID', 'hostIPC']) if (spec[field] === true) refuse(`${path}.${field}`);
  }
  for (const list of ['initContainers', 'containers']) {
    items(spec[list]).forEach((container, i) => {
      const own = record(record(container).securityContext);
      const fields = name === 'linux' ? ['windowsOptions'] : NOT_IN_WINDOWS_CONTAINERS;
      fields.filter((field) => given(own[field])).forEach((field) => refuse(`${path}.${list}[${i}].securityContext.${field}`));
    });
  }
}

/** Host processes: all containers or none, and on the host network. @internal */
export function checkHostProcesses(spec: Fields, path: string, complain: Complain): void {
  const own = record(record(spec.securityContext).windowsOptions).hostProcess;
  const containers = [...items(spec.initContainers), ...items(spec.containers), ...items(spec.ephemeralContainers)];
  let hosts = 0;
  for (const container of containers) {
    const theirs = record(record(record(container).securityContext).windowsOptions).hostProcess;
    if (given(own) && given(theirs) && own !== theirs) complain('api/host-process', `${path}.securityContext.windowsOptions.hostProcess`, 'pod and container disagree', 'Say it once.');
    if ((given(theirs) ? theirs : own) === true) hosts++;
  }
  if (hosts === 0) return;
  if (hosts < containers.length) complain('api/host-process', path, 'some containers are host processes and some are not', 'Make all of them host processes, or none.');
  if (spec.hostNetwork !== true) complain('api/host-process', `${path}.hostNetwork`, 'host processes are on the host network', 'Write hostNetwork: true.');
}
