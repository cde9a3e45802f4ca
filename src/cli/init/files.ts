import { readdirSync, readFileSync, statSync } from 'fs';
import { join, posix } from 'path';
import { localWords } from './local-words';
import { Project } from './project';
import { version } from '../version';

const ASSETS = join(__dirname, '..', '..', '..', 'assets', 'init');

/** Where each asset goes: npm packs no file that is called .gitignore. */
const PLACES: { readonly [asset: string]: string } = {
  'Dockerfile': 'Dockerfile',
  'dockerignore': '.dockerignore',
  'docker-bake.hcl': 'docker-bake.hcl',
  'kind.yaml': 'kind.yaml',
  'Tiltfile': 'Tiltfile',
  'Makefile': 'Makefile',
  'workflow.yml': '.github/workflows/ci.yml',
  'gitignore': '.gitignore',
  'README.md': 'README.md',
  'deploy/cdk8s.yaml': 'deploy/cdk8s.yaml',
};

/** A file of the new project. @internal */
export interface ProjectFile {
  /** relative to the project, with `/` */
  readonly path: string;
  readonly text: string;
}

/** Every file of a project. @internal */
export function filesOf(project: Project): ProjectFile[] {
  const words = wordsOf(project);
  return [
    ...project.isNew ? moduleFiles(project) : [],
    ...Object.entries(PLACES).map(([asset, path]) => ({ path, text: filled(asset, words) })),
    ...Object.entries(project.language.files).map(([name, asset]) => ({ path: `deploy/${name}`, text: filled(asset, words) })),
    { path: '.ko.yaml', text: koConfig(project) },
    { path: 'deploy/images.lock.yaml', text: imageLock(project) },
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function wordsOf(project: Project): { readonly [word: string]: string } {
  const { name, module, registry, goVersion, library, services, language } = project;
  return {
    ...language.words(project),
    ...localWords(project),
    LANGUAGE: language.name,
    TITLE: language.title,
    PROGRAM: language.program,
    NEED_TOOL: language.tool === undefined ? '' : `\t$(call need,${language.tool.command},${language.tool.home})\n`,
    MODULE: module,
    PROJECT: name,
    REGISTRY: registry,
    GO: goVersion,
    LIBRARY: JSON.stringify(library).slice(1, -1), // between the quotes of a JSON file
    VERSION: version(),
    NAME: services[0].name,
    PACKAGE: services[0].package,
    SERVICE_WORDS: services.length === 1 ? 'the service' : `the first of ${services.length} services`,
    SERVICES: services.map((service) => service.name).join(' '),
    PACKAGES: services.map((service) => service.package).join(' '),
    BAKE_SERVICES: services.map((service) => `    { name = "${service.name}", package = "${service.package}" },`).join('\n'),
    TILT_SERVICES: services.map((service) => `    ('${service.name}', '${service.package}'),`).join('\n'),
  };
}

/** An asset with its blanks filled. @internal */
export function filled(asset: string, words: { readonly [word: string]: string }): string {
  // What a word leaves empty at the end of a file is no line of it.
  return readFileSync(join(ASSETS, asset), 'utf8').replace(/__([A-Z_]+?)__/g, (_, word) => words[word]).replace(/\n{2,}$/, '\n');
}

/** The module of an empty folder; its one program takes the name of the service. */
function moduleFiles({ module, services: [{ name }] }: Project): ProjectFile[] {
  const root = join(ASSETS, 'module');
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(root, path)).isFile()).map((path) => ({
    path: posix.join(...path.replace('hello', name).split(/[\\/]/)),
    text: readFileSync(join(root, path), 'utf8').replace('example.com/hello', module).replace(/^\/\/ Hello answers/, `// Command ${name} answers`),
  }));
}

function koConfig({ services }: Project): string {
  return `# VERSION=dev KO_DOCKER_REPO=… ko build --base-import-paths ${services.map((service) => service.package).join(' ')}
defaultBaseImage: gcr.io/distroless/static-debian13:nonroot
defaultPlatforms:
  - linux/amd64
  - linux/arm64
builds:
${services.map((service) => `  - id: ${service.name}
    main: ${service.package}
    flags:
      - -trimpath
    ldflags:
      - -s -w
      - -X main.version={{.Env.VERSION}}`).join('\n')}
`;
}

function imageLock({ registry, services }: Project): string {
  return `# Which version of each image runs. CI proposes the next one, by digest.
targets:
  production:
${services.map((service) => `    ${registry}/${service.name}:\n      tag: 0.1.0`).join('\n')}
`;
}
