import { existsSync } from 'fs';
import { basename, join, resolve } from 'path';
import { GoModule } from './go-module';
import { Language } from './languages/language';
import { languageOf } from './languages/languages';
import { Project, Service } from './project';
import { toDnsLabel } from './words';
import { Flaw } from '../../values/flaw';
import { Image } from '../../values/image';
import { nearest } from '../../values/nearest';
import { CannotRun } from '../cannot-run';
import { Arguments } from '../command';
import { version } from '../version';

/** A project, and the main packages that are left out of it as they listen on nothing. @internal */
export interface Derived {
  readonly project: Project;
  readonly leftOut: readonly Service[];
}

/** What a project is, from its folder and what was said. @internal */
export function derived(root: string, { options }: Arguments): Derived {
  const said = (name: string) => options[name] as string | undefined;
  const there = existsSync(join(root, 'go.mod')) ? GoModule.read(root) : undefined;
  const name = said('name') ?? there?.name ?? toDnsLabel(basename(resolve(root)));
  if (name !== toDnsLabel(name)) throw new CannotRun(`"${name}" cannot be the name of a namespace. Name it "${toDnsLabel(name)}", or another name of lower-case letters, digits and "-".`);
  if (there !== undefined && said('module') !== undefined && said('module') !== there.path) throw new CannotRun(`go.mod says that the module is "${there.path}", so it cannot be "${said('module')}". Leave --module out.`);
  const module = there?.path ?? said('module') ?? `example.com/${name}`;
  if (!/^[A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*$/.test(module)) throw new CannotRun(`"${module}" is not the path of a Go module. Write it such as --module github.com/acme/${name}.`);
  const { services, leftOut } = there ? chosen(there, said('services')) : { services: made(said('services')), leftOut: [] };
  const registry = registryOf(said('registry'), module, name);
  const language = languageOf(said('language') ?? 'typescript');
  const bindings = bindingsOf(said('bindings'), language);
  return { project: { name, module, registry, language, bindings, library: said('library') ?? `^${version()}`, goVersion: there?.goVersion ?? '1.26', isNew: there === undefined, services }, leftOut };
}

function chosen(there: GoModule, names: string | undefined): { services: Service[]; leftOut: Service[] } {
  const all = there.services();
  const known = all.map((service) => service.name);
  if (all.length === 0) throw new CannotRun(`the module "${there.path}" has no main package, so nothing of it can run. Write one, such as cmd/${there.name}/main.go.`);
  if (names === undefined) {
    const services = all.filter(({ listeners, adminPort }) => listeners.length > 0 || adminPort !== undefined);
    if (services.length > 0) return { services, leftOut: all.filter((service) => !services.includes(service)) };
    throw new CannotRun(`no address such as ":8080" stands in the sources of ${known.join(', ')}, so it is not clear which of them is a service. Name those that are to run: --services ${known.join(',')}.`);
  }
  const wanted = names.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new CannotRun(`there is no main package "${unknown}". ${nearest(unknown, known) === undefined ? `There are ${known.join(', ')}.` : `Did you mean "${nearest(unknown, known)}"?`}`);
  return { services: all.filter(({ name }) => wanted.includes(name)), leftOut: [] };
}

/** The one service of a new module, as its sources in assets/init/module are. */
function made(names: string | undefined): Service[] {
  const name = names ?? 'hello';
  if (name !== toDnsLabel(name)) throw new CannotRun(`"${name}" cannot be the name of the service. A new module begins with one; name it such as --services ${toDnsLabel(name)}.`);
  return [{ name, package: `./cmd/${name}`, listeners: [{ number: 8080, protocol: 'http' }], adminPort: 8081, livePath: '/livez', readyPath: '/readyz', hasGrpcHealth: false }];
}

function registryOf(said: string | undefined, module: string, name: string): string {
  const [host, owner, ...rest] = module.toLowerCase().split('/');
  const registry = said ?? (host === 'github.com' && owner !== undefined ? ['ghcr.io', owner, ...rest.filter((part) => !/^v\d+$/.test(part))].join('/') : `registry.example.com/${name}`);
  const [flaw]: Flaw[] = Image.of(`${registry}/app:1`)._flaws;
  if (flaw) throw new CannotRun(`"${registry}" is not where images can be. Write host and path in lower case, such as --registry ghcr.io/acme/${name}.`);
  return registry;
}

/** The folder of bindings that are in no registry, by a path that holds from everywhere. */
function bindingsOf(said: string | undefined, { title, name, bindingsFile }: Language): string | undefined {
  if (said === undefined) return undefined;
  if (bindingsFile === undefined) throw new CannotRun(`a program in ${title} needs no bindings, so --bindings says nothing. Name the npm package by --library, or another language by --language.`);
  const folder = resolve(said);
  if (existsSync(join(folder, bindingsFile))) return folder;
  throw new CannotRun(`in "${folder}" there is no ${bindingsFile}, so it does not hold the bindings for ${title}. Make them in a checkout of cdk8s-gopher: npx jsii-pacmak --code-only --target ${name}.`);
}
