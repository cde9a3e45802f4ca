import { Complain, given, notEmpty, show } from './complaint';
import { checkPorts } from './container-ports';
import { checkContainerSecurity } from './container-security';
import { checkEnvironment } from './environment';
import { SINCE } from './features';
import { inFormat, is } from './formats';
import { checkMounts } from './mounts';
import { checkLifecycle, checkProbes } from './probes';
import { checkResizePolicy } from './resize-policy';
import { checkResources } from './resources';
import { checkRestartPolicy } from './restart-rules';

/** What the pod says that its containers depend on. @internal */
export interface ContainerSurroundings {
  readonly volumes: ReadonlyMap<string, any>;
  readonly claims: ReadonlySet<string>;
  readonly grace: number;
  readonly hostUsers: boolean;
  readonly restartPolicy: string;
  readonly isPod: boolean;
  readonly minor: number;
}

type Fields = { readonly [field: string]: any };

/** One container, of any sort. @internal */
export function checkContainer(container: Fields, path: string, isInit: boolean, around: ContainerSurroundings, complain: Complain): void {
  const { minor } = around;
  inFormat(complain, `${path}.name`, container.name ?? '', is.dnsLabel, 'a DNS label of at most 63 characters');
  checkImage(container.image, `${path}.image`, complain);
  const isSidecar = isInit && container.restartPolicy === 'Always' && minor >= SINCE.sidecars;
  checkRestartPolicy(container, path, isInit, minor, complain);
  checkPorts(container.ports, `${path}.ports`, complain);
  checkEnvironment(container, path, around.volumes, minor, complain);
  checkMounts(container, path, around.volumes, minor, complain);
  checkResources(container.resources, `${path}.resources`, around.claims, minor, complain);
  checkResizePolicy(container.resizePolicy, `${path}.resizePolicy`, isInit && !isSidecar, around, complain);
  checkContainerSecurity(container.securityContext, `${path}.securityContext`, around.hostUsers, minor, complain);
  notEmpty(complain, `${path}.restartPolicy`, container.restartPolicy);
  if (isInit && !isSidecar) {checkEnds(container, path, complain);} else {
    checkProbes(container, path, complain);
    checkLifecycle(container.lifecycle, `${path}.lifecycle`, around.grace, minor, complain);
  }
}

function checkImage(image: unknown, path: string, complain: Complain): void {
  if (typeof image !== 'string' || image.trim() === '') complain('api/no-image', path, 'the container has no image', 'Name the image.');
  else if (image !== image.trim()) complain('api/image-blanks', path, `${show(image)} starts or ends with a blank`, 'Remove it.');
}

/** An init container that ends has nothing that goes with running. */
function checkEnds(container: Fields, path: string, complain: Complain): void {
  for (const field of ['lifecycle', 'startupProbe', 'livenessProbe', 'readinessProbe']) {
    if (given(container[field])) complain('api/init-container-field', `${path}.${field}`, `an init container that ends has no ${field}`, `Leave ${field} out, or make it a sidecar with restartPolicy Always.`);
  }
}
