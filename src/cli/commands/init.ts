import { existsSync } from 'fs';
import { delimiter, join } from 'path';
import { CannotRun } from '../cannot-run';
import { Command } from '../command';
import { derived, Derived } from '../init/derive';
import { filesOf } from '../init/files';
import { Language } from '../init/languages/language';
import { Service } from '../init/project';
import { Fate, planned, PlannedFile, written } from '../init/write';
import { Terminal } from '../terminal';

const NOTES = `
In a folder with a go.mod it finds main packages, the addresses they listen on, their health paths and the Go
version, and leaves all Go files alone. In an empty folder it writes a small service, too. It asks nothing.

Files that are there stay as they are, and are listed; --force overwrites them.

Exit codes:
  0  the project is written, or was so already
  2  it could not run: wrong options, a module without a service, a folder that cannot be written

Examples:
  cdk8s-gopher init
  cdk8s-gopher init shop --module github.com/acme/shop
  cdk8s-gopher init --language go
  cdk8s-gopher init --services api,worker --registry registry.example.com/shop --dry-run
`;

/** `cdk8s-gopher init`: a project that a team can keep. @internal */
export const init: Command = {
  name: 'init',
  summary: 'Begins a project: program, images, CI and a cluster on your machine, for a new or an existing Go module',
  operands: '[DIR]',
  options: {
    'language': { value: 'NAME', help: 'of the program that makes the manifests: typescript, go or python; typescript if left out' },
    'name': { value: 'NAME', help: 'the namespace; the last word of the module if left out' },
    'module': { value: 'PATH', help: 'the Go module to be made, such as github.com/acme/shop; example.com/NAME if left out' },
    'services': { value: 'NAMES', help: 'which main packages are to run, with commas between; all that listen if left out. For a new module: the name of its service' },
    'registry': { value: 'HOST/PATH', help: 'where images go; ghcr.io/acme/shop for a module on GitHub, else registry.example.com/NAME' },
    'library': { value: 'SPEC', help: 'what package.json says of cdk8s-gopher, such as file:../cdk8s-gopher.tgz; this version if left out' },
    'bindings': { value: 'DIR', help: 'for Go and Python: a folder with the bindings of cdk8s-gopher, as jsii-pacmak makes them; the registry\'s if left out' },
    'dry-run': { help: 'say what would be written, and write nothing' },
    'force': { help: 'overwrite files that are there' },
    'json': { help: 'for tools: {"name", "module", "language", "goVersion", "registry", "services", "files": [{"path", "fate"}]}' },
  },
  notes: NOTES,
  run(given, terminal) {
    if (given.operands.length > 1) throw new CannotRun(`"${given.operands[1]}" is one folder too many. Name one.`);
    const root = given.operands[0] ?? '.';
    const made = derived(root, given);
    const files = planned(root, filesOf(made.project), given.options.force === true);
    const isDry = given.options['dry-run'] === true;
    if (!isDry) written(root, files);
    terminal.out(given.options.json ? json(made, files) : text(root, made, files, isDry, terminal));
    return 0;
  },
};

function json({ project: { name, module, language, goVersion, registry, services } }: Derived, files: readonly PlannedFile[]): string {
  return `${JSON.stringify({ name, module, language: language.name, goVersion, registry, services, files: files.map(({ path, fate }) => ({ path, fate })) }, null, 2)}\n`;
}

function text(root: string, { project, leftOut }: Derived, files: readonly PlannedFile[], isDry: boolean, { palette }: Terminal): string {
  const kept = files.filter(({ fate }) => fate === Fate.KEEP);
  return [
    `${palette.bold(project.module)}, Go ${project.goVersion}, images in ${project.registry}; the program in ${project.language.title}`,
    ...project.services.map((service) => `  ${palette.bold(service.name)}  ${service.package}, ${manner(service)}`),
    ...leftOut.map((service) => `  ${service.name}  ${service.package}, left out: no address such as ":8080" stands in its sources. --services ${service.name} brings it in.`),
    '',
    ...files.map(({ path, fate }) => `  ${(fate === Fate.CREATE ? palette.green : fate === Fate.SAME ? palette.dim : palette.yellow)(fate.padEnd(9))}  ${path}`),
    '',
    ...kept.some(({ path }) => path === 'Dockerfile') ? ['Your Dockerfile stays: let it build the package that the argument PACKAGE names, as docker-bake.hcl and the Tiltfile pass it.'] : [],
    ...kept.length === 0 ? [] : [`What is marked ${Fate.KEEP} was there and differs; --force overwrites it.`, ''],
    isDry ? 'Nothing was written: --dry-run.' : `Next:\n${[...missing(project.language), ...root === '.' ? [] : [`cd ${root}`], 'make synth verify   # writes the manifests, and holds them against the rules', 'make up             # runs them in a cluster on this machine'].map((line) => `  ${line}`).join('\n')}`,
    '',
  ].join('\n');
}

/** What the program needs and this machine has not. */
function missing({ title, tool }: Language): string[] {
  if (tool === undefined || (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, tool.command)))) return [];
  return [`install ${title}: ${tool.command} is not on the PATH, and the program needs it; ${tool.home}`];
}

function manner({ listeners, adminPort, readyPath, hasGrpcHealth }: Service): string {
  const ports = listeners.map(({ number, protocol }) => `${protocol} ${number}`).join(' and ');
  const probes = adminPort !== undefined && readyPath !== undefined ? `probes on ${adminPort}${readyPath}`
    : readyPath !== undefined && listeners.length > 0 ? `probes on ${readyPath}`
      : hasGrpcHealth ? 'probes over gRPC' : listeners.length > 0 ? 'no health path was found, so probes only see whether the port is open' : 'no probes';
  return `${ports === '' ? 'a worker' : ports}; ${probes}`;
}
