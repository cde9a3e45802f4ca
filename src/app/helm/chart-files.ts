import { helpersText, checksText, HELM_IGNORE, notesText } from './chart-texts';
import { HelmPackage } from './helm-package';
import { HostedProgram, offerHosts } from './host-values';
import { offerImage } from './image-values';
import { Offered } from './offered-values';
import { offerPods } from './pods-values';
import { Marks } from './template-text';
import { schemaOf } from './values-schema';
import { valuesText } from './values-text';
import { ProblemsError } from '../../model/problems-error';
import { RenderedObject } from '../../plan/app-side';
import { Platform } from '../../platform/platform';
import { Workload } from '../../workloads/workload';
import { Ordered } from '../dependency-order';
import { LayoutLevel } from '../layout-level';
import { ObjectOrder } from '../object-order';
import { OutputText } from '../output/output-folder';
import { treeFilesOf, workloadOf } from '../output/tree-files';
import { YamlWriter } from '../yaml-writer';

/** A program whose values are offered, with a copy of its objects. */
interface Program extends HostedProgram {
  readonly workload: Workload;
}

/** All files of the chart that an app is packaged as. @internal */
export function chartFilesOf(chart: HelmPackage, ordered: Ordered, rendered: readonly RenderedObject[], order: ObjectOrder): OutputText[] {
  const json = new Map(rendered.map(({ object, json: written }) => [object, structuredClone(written)]));
  const marks = new Marks();
  const helper = `${chart.name}.image`;
  const programs = programsIn(rendered, json);
  const offered = offeredBy(programs, helper, [...json.values()], marks);
  const yaml = new YamlWriter();
  const definitions = rendered.filter(({ object }) => object.kind === 'CustomResourceDefinition');
  const templates = treeFilesOf(ordered, { levels: [LayoutLevel.NAMESPACE] }, '.yaml', order)
    .map(({ path, objects }) => ({ path: `templates/${path}`, objects: objects.filter(({ kind }) => kind !== 'CustomResourceDefinition') }))
    .filter(({ objects }) => objects.length > 0);
  return [
    { path: 'Chart.yaml', text: yaml.stringify([chartYaml(chart, rendered, programs)]) },
    { path: 'values.yaml', text: valuesText(chart.name, offered) },
    { path: 'values.schema.json', text: `${JSON.stringify(schemaOf(offered), undefined, 2)}\n` },
    { path: '.helmignore', text: HELM_IGNORE },
    ...definitions.map(({ object, json: written }) => ({ path: `crds/${object.name}.yaml`, text: manifestText(yaml, [written]) })),
    { path: 'templates/_helpers.tpl', text: helpersText(helper) },
    { path: 'templates/checks.yaml', text: checksText(offered) },
    { path: 'templates/NOTES.txt', text: notesText(chart.name, programs.flatMap(waitLine), offered) },
    ...templates.map(({ path, objects }) => ({ path, text: marks.template(manifestText(yaml, objects.map((object) => json.get(object)))) })),
  ];
}

/** As manifests are written, but that none ends in white space: Helm 3 trims what it reads. */
function manifestText(yaml: YamlWriter, objects: readonly any[]): string {
  return objects.map((json) => yaml.stringify([json])).map((text) => (/\s\n$/.test(text) ? `${text}# The text before ends in white space.\n` : text)).join('---\n');
}

function programsIn(rendered: readonly RenderedObject[], json: ReadonlyMap<unknown, any>): Program[] {
  const objects = new Map<Workload, any[]>();
  for (const { object } of rendered) {
    const workload = workloadOf(object);
    if (workload?._isProgram) objects.set(workload, [...objects.get(workload) ?? [], json.get(object)]);
  }
  const workloads = [...objects.keys()];
  const keyOf = (workload: Workload) => (workloads.some((other) => other !== workload && other.name === workload.name) ? `${workload.namespace}-${workload.name}` : workload.name);
  const programs = [...objects].map(([workload, of]) => ({ workload, key: keyOf(workload), objects: of }));
  const problems = programs.filter(({ key }, i) => ['global', 'enabled'].includes(key) || programs.findIndex((program) => program.key === key) < i)
    .map(({ workload, key }) => `[${workload.node.path}] package/key-taken: its values would stand under "${key}", which means something else there. Name it otherwise.`);
  if (problems.length > 0) throw new ProblemsError(problems);
  return programs;
}

function offeredBy(programs: readonly Program[], helper: string, all: readonly any[], marks: Marks): Offered[] {
  const own = programs.map(({ workload, key, objects }) => ({
    key,
    image: offerImage(workload, key, helper, objects, marks),
    pods: offerPods(workload, key, objects, marks),
  }));
  const hosts = offerHosts(programs, all, marks);
  return own.map((program) => ({ ...program, hosts: hosts.get(program.key) ?? [] }))
    .filter(({ image, pods, hosts: of }) => image !== undefined || pods !== undefined || of.length > 0);
}

function chartYaml({ name, version, _options }: HelmPackage, rendered: readonly RenderedObject[], programs: readonly Program[]): any {
  const minor = Math.max(...[...new Set(rendered.map(({ object }) => object.chart))].map((chart) => Platform.of(chart).kubernetesVersion.minor));
  return {
    apiVersion: 'v2',
    name,
    description: _options.description ?? `What runs ${programs.map(({ key }) => key).join(', ') || name}; written by cdk8s-gopher`,
    type: 'application',
    version,
    appVersion: _options.appVersion ?? version,
    ...(Number.isFinite(minor) ? { kubeVersion: `>=1.${minor}.0-0` } : {}),
  };
}

/** How to wait for what keeps pods running. */
function waitLine({ workload, objects }: Program): string[] {
  const runs = objects.find(({ kind, metadata }) => ['Deployment', 'DaemonSet', 'StatefulSet'].includes(kind) && metadata.name === workload.name);
  if (runs === undefined) return [];
  const { namespace } = runs.metadata;
  return [`kubectl ${namespace === undefined ? '' : `--namespace ${namespace} `}rollout status ${runs.kind.toLowerCase()}/${workload.name}`];
}
