import { IRule } from '../../rules/rule';

/** A resource whose objects are looked at. @internal */
export interface AdmissionResource {
  readonly group: string;
  readonly plural: string;
}

/**
 * A rule of ours in the words of CEL, as far as one object shows it.
 *
 * It may miss what the rule finds with the help of other objects. What it finds, the
 * rule finds, too, once it sees those.
 *
 * @internal
 */
export interface AdmissionCheck {
  readonly rule: IRule;
  readonly resources: readonly AdmissionResource[];
  /** named parts of the expressions, in the order in which they need each other */
  readonly variables: readonly string[];
  /** CEL for a list of texts: the places where the rule does not hold */
  readonly places: string;
  /** what is wrong there, to be followed by the places */
  readonly what: string;
}

const DEPLOYMENTS: AdmissionResource = { group: 'apps', plural: 'deployments' };
const JOBS: AdmissionResource = { group: 'batch', plural: 'jobs' };
const CRON_JOBS: AdmissionResource = { group: 'batch', plural: 'cronjobs' };

/** Kinds that make pods; pods themselves are left alone, as a waiver stands on what makes them. */
const POD_MAKERS = [DEPLOYMENTS, { group: 'apps', plural: 'statefulsets' }, { group: 'apps', plural: 'daemonsets' }, JOBS, CRON_JOBS];

/**
 * What expressions may say of an object: `variables.<name>`.
 *
 * `dyn` keeps the API server's type checker from complaining that a Deployment has no
 * jobTemplate. Everything here is known to API servers since 1.30.
 *
 * @internal
 */
export const VARIABLES: { readonly [name: string]: string } = {
  pod: 'has(dyn(object.spec).jobTemplate) ? dyn(object.spec).jobTemplate.spec.template.spec : dyn(object.spec).template.spec',
  containers: 'variables.pod.?initContainers.orValue([]) + variables.pod.containers',
  running: 'variables.containers.filter(c, variables.pod.containers.exists(m, m.name == c.name) || c.?restartPolicy.orValue("") == "Always")',
};

/** A check of every container, init containers included: `wrong` says of a container `c` whether it is one. @internal */
export function eachContainer(rule: IRule, what: string, wrong: string): AdmissionCheck {
  return { rule, resources: POD_MAKERS, variables: ['pod', 'containers'], places: named('containers', wrong), what: `${what} in container` };
}

/** A check of the containers that run as long as their pod. @internal */
export function eachRunning(rule: IRule, what: string, wrong: string): AdmissionCheck {
  return { rule, resources: POD_MAKERS, variables: ['pod', 'containers', 'running'], places: named('running', wrong), what: `${what} in container` };
}

/** A check of Deployments: `wrong` says it of a running container `c`. @internal */
export function eachRunningOfDeployments(rule: IRule, what: string, wrong: string): AdmissionCheck {
  return { ...eachRunning(rule, what, wrong), resources: [DEPLOYMENTS] };
}

/** A check of a pod's volumes: `wrong` says it of a volume `v`. @internal */
export function eachVolume(rule: IRule, what: string, wrong: string): AdmissionCheck {
  return {
    rule,
    resources: POD_MAKERS,
    variables: ['pod'],
    places: `variables.pod.?volumes.orValue([]).filter(v, ${wrong}).map(v, v.name)`,
    what: `${what} in volume`,
  };
}

/** A check of Jobs. @internal */
export function eachJob(rule: IRule, what: string, wrong: string): AdmissionCheck {
  return eachObject(rule, JOBS, what, wrong);
}

/** A check of CronJobs. @internal */
export function eachCronJob(rule: IRule, what: string, wrong: string): AdmissionCheck {
  return eachObject(rule, CRON_JOBS, what, wrong);
}

/** A check of disruption budgets. @internal */
export function eachBudget(rule: IRule, what: string, wrong: string): AdmissionCheck {
  return eachObject(rule, { group: 'policy', plural: 'poddisruptionbudgets' }, what, wrong);
}

function eachObject(rule: IRule, resource: AdmissionResource, what: string, wrong: string): AdmissionCheck {
  return { rule, resources: [resource], variables: [], places: `${wrong} ? [object.metadata.?name.orValue("")] : []`, what: `${what} in` };
}

function named(list: string, wrong: string): string {
  return `variables.${list}.filter(c, ${wrong}).map(c, c.name)`;
}

/** Whether a variable of container `c` meets a condition on its entry `e`. @internal */
export function someVariable(name: string, condition: string): string {
  return `c.?env.orValue([]).exists(e, e.name == "${name}" && ${condition})`;
}
