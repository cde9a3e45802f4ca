import { Adoption } from './adoption';
import { keptFilesOf, programText } from './program';
import { YamlWriter } from '../../app/yaml-writer';
import { visible } from '../../plan/report/text-plan';
import { filled, ProjectFile } from '../init/files';
import { typescript } from '../init/languages/typescript';

/** The files of an adoption: the program, the objects that are kept beside it, and what was read, to compare with. @internal */
export function programFiles({ program, running }: Adoption): ProjectFile[] {
  return [
    { path: 'main.ts', text: programText(program) },
    ...program.charts.flatMap(keptFilesOf).map(({ path, objects }) => ({
      path,
      text: objects.map(({ manifest, why }) => `# ${visible(`${manifest.kind} ${manifest.name} is kept as it is: ${why}.`)}\n${new YamlWriter().stringify([manifest.object])}`).join('---\n'),
    })),
    ...program.charts.map(({ id, namespace }) => ({
      path: `running/${id}.yaml`,
      text: new YamlWriter().stringify(running.filter((manifest) => manifest.namespace === namespace).map(({ object }) => object)),
    })),
  ];
}

/** What a program needs to be run, where it is not there yet: as `init` writes it, but that nothing is committed yet. @internal */
export function projectFiles(name: string, version: string, kubernetes: string): ProjectFile[] {
  const words = { PROJECT: name, LIBRARY: `^${version}`, VERSION: version, LANGUAGE: typescript.name, RUN: 'npx ts-node main.ts' };
  const text = (path: string) => filled(`${typescript.name}/${path}`, words);
  return [
    { path: 'cdk8s.yaml', text: filled('deploy/cdk8s.yaml', words).replace(/^#.*\n/gm, '').replace('"1.33"', `"${kubernetes}"`) },
    { path: 'package.json', text: text('package.json').replace('verify manifests', 'verify dist') },
    { path: 'tsconfig.json', text: text('tsconfig.json') },
  ];
}
