import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../oracle';

const FOLDER = join(__dirname, '..', '.bin', 'third-party');

/** The groups of Kubernetes itself, which the oracle judges. */
const OWN = new Set([
  '', 'apps', 'autoscaling', 'batch', 'policy', 'admissionregistration.k8s.io', 'apiextensions.k8s.io', 'apiregistration.k8s.io', 'authentication.k8s.io',
  'authorization.k8s.io', 'certificates.k8s.io', 'coordination.k8s.io', 'discovery.k8s.io', 'events.k8s.io', 'flowcontrol.apiserver.k8s.io', 'networking.k8s.io',
  'node.k8s.io', 'rbac.authorization.k8s.io', 'resource.k8s.io', 'scheduling.k8s.io', 'storage.k8s.io',
]);

/** Why a test does not run that asks the judge. */
export const HOW_TO_BUILD = 'the judge of third-party kinds is not built: test/conformance/third-party/build.sh';

export function isJudgeBuilt(): boolean {
  return existsSync(join(FOLDER, 'stamp'));
}

/** Whether a kind is not of Kubernetes itself. */
export function isThirdParty(object: any): boolean {
  const apiVersion = String(object?.apiVersion);
  return !OWN.has(apiVersion.includes('/') ? apiVersion.split('/')[0] : '');
}

/** One answer per object; definitions among them count for all. @param old what the cluster has, by the object's place in the list */
export function answersOf(objects: readonly any[], old: readonly any[] = []): Answer[] {
  const definitions = objects.filter((object) => object?.kind === 'CustomResourceDefinition').map((object) => ({ op: 'define', object }));
  const questions = objects.map((object, i) => (old[i] === undefined ? { op: 'create', object } : { op: 'update', object, old: old[i] }));
  const input = [...definitions, ...questions].map((question, i) => `${JSON.stringify({ id: String(i), ...question })}\n`).join('');
  const { status, stdout, stderr, error } = spawnSync(join(FOLDER, 'judge'), ['-definitions', join(FOLDER, 'definitions')], { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (error || status !== 0) throw new Error(`${HOW_TO_BUILD}; or it has ended: ${error?.message ?? stderr}`);
  const answers: Answer[] = stdout.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
  if (answers.length !== definitions.length + questions.length) throw new Error(`the judge of third-party kinds gave ${answers.length} answers to ${definitions.length + questions.length} questions`);
  return answers.slice(definitions.length);
}

/** What an API server that knows them would say against third-party objects; a kind that nobody here knows is said too. */
export function judge(objects: readonly any[]): string[] {
  const judged = objects.filter((object) => isThirdParty(object) || object?.kind === 'CustomResourceDefinition');
  const answers = answersOf(judged);
  return judged.flatMap((object, i) => (isThirdParty(object) ? complaintsOf(answers[i]).map((text) => `${nameOf(object)}: ${text}`) : []));
}

export function complaintsOf({ errors, strict, warnings }: Answer): string[] {
  return [
    ...errors.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`)),
    ...strict.map((path) => `unknown field ${path}`),
    ...warnings.map((warning) => `warning: ${warning}`),
  ];
}

export function nameOf(object: any): string {
  return `${object.kind} ${[object.metadata?.namespace, object.metadata?.name].filter(Boolean).join('/')}`;
}
