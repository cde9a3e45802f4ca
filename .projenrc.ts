import { existsSync, readdirSync } from 'fs';
import { cdk8s, javascript, ReleasableCommits } from 'projen';
import { attachments, everyNode } from './projenrc/release';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-gopher',
  description: 'Run Go on Kubernetes from typed constructs: a few lines per service become plain, checked YAML',
  author: 'The cdk8s-gopher authors',
  authorAddress: 'maintainers@cdk8s-gopher.dev',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk8s-gopher/cdk8s-gopher.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-gopher authors',
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,

  // The minimum peers are also what we test against.
  cdk8sVersion: '2.68.91',
  constructsVersion: '10.5.0', // 10.5 brought mixins: construct.with(trait)
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.16.0',
  workflowNodeVersion: '22',
  devDeps: [
    'cdk8s-cli@^2.207.60', 'fast-check@^4', 'tsconfig-paths@^4',
    'mermaid@^11', 'playwright-core@^1', 'axe-core@^4', // look at pages
    'marked@^15', 'highlight.js@^11', 'minisearch@^7', // make the documentation site
  ],
  // Neither is part of the API, so nobody else has to have them, in no language (docs/decisions/0012-cdk8s-plus-28-comes-with-us.md).
  bundledDeps: [
    'yaml@^2', // reads other people's YAML with file and line
    'cdk8s-plus-28@2.5.6', // types the JSON of Kubernetes' objects
  ],

  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      testTimeout: 30_000,
      moduleNameMapper: { '^cdk8s-gopher$': '<rootDir>/src' }, // the examples import us as a user does
      maxWorkers: '100%', // two cores are two workers
      collectCoverage: false, // four times the time: npx jest --coverage
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/live/'], // pods run for real: npm run test:live
      modulePathIgnorePatterns: ['<rootDir>/test/judges/.bin/'],
    },
  },
  publishToPypi: { distName: 'cdk8s-gopher', module: 'cdk8s_gopher' },
  publishToMaven: {
    javaPackage: 'dev.cdk8sgopher',
    mavenGroupId: 'dev.cdk8sgopher',
    mavenArtifactId: 'cdk8s-gopher',
  },
  publishToNuget: { dotNetNamespace: 'Cdk8sGopher', packageId: 'Cdk8sGopher' },
  publishToGo: { moduleName: 'github.com/cdk8s-gopher/cdk8s-gopher-go', packageName: 'gopher' },
  bin: { 'cdk8s-gopher': 'lib/cli/main.js' },
  keywords: ['cdk8s', 'kubernetes', 'go', 'golang', 'gitops', 'microservices'],

  depsUpgrade: false,
  autoMerge: false,
  github: true,
  pullRequestTemplate: false,
  githubOptions: {
    pullRequestLintOptions: { semanticTitleOptions: { types: ['feat', 'fix', 'perf', 'refactor', 'docs', 'test', 'build', 'ci', 'style', 'chore'] } },
  },
  releasableCommits: ReleasableCommits.ofType(['feat', 'fix', 'perf', 'revert']), // a push of tests or words releases nothing
  jsiiReleaseVersion: '0.2.1061', // publib holds the tokens of the registries: no version that nobody looked at
});

// Maps with the whole source in them were two thirds of what a user installs, and of what Node.js reads to load it.
project.tsconfig!.file.addOverride('compilerOptions.inlineSourceMap', false);
project.tsconfig!.file.addOverride('compilerOptions.inlineSources', false);
project.compileTask.exec('ts-node -T -P projenrc/tsconfig.json projenrc/lazy-index.ts');
project.postCompileTask.spawn(project.tasks.tryFind('compat')!); // against the newest release, before one is made
everyNode(project, ['20', '22', '24']);
attachments(project);

// 1.13.0 was published without some of its platform packages, so that npm ci refuses any lock file with it.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// The examples and the bench are programs like a user's, the site is made of docs/: they are linted and run, not packed.
for (const folder of ['examples', 'bench', 'site']) {
  project.eslint?.addLintPattern(folder);
  project.npmignore?.exclude(`/${folder}/`);
}
project.eslint?.addOverride({
  files: ['examples/**/*.ts', 'bench/**/*.ts', 'test/languages/**/*.ts', 'test/cli/adopt/golden/**/*.ts'],
  rules: { 'import/no-unresolved': ['error', { ignore: ['^cdk8s-gopher$'] }] },
});
project.eslint?.allowDevDeps('site/**');
project.tsconfigDev?.file.addOverride('compilerOptions.paths', { 'cdk8s-gopher': ['../src'] });
for (const path of ['/docs/', '/.ci/', '/.npmrc', '/ARCHITECTURE.md', '/CONTRIBUTING.md', '/API.md']) project.npmignore?.exclude(path);
project.gitignore.exclude('/examples/*/dist/', '/examples/*/services/bin/', '/site/dist/');
project.eslint?.addIgnorePattern('examples/**/dist/**');
project.eslint?.addRules({ '@stylistic/max-len': ['error', { code: 200, ignoreTemplateLiterals: true, ignoreStrings: true, ignoreComments: true, ignoreRegExpLiterals: true }] });

project.addTask('synth', {
  description: 'Synthesizes every example through cdk8s-cli, into the folder that is committed beside it',
  steps: readdirSync('examples').filter((name) => existsSync(`examples/${name}/cdk8s.yaml`)).sort().map((name) => ({ exec: 'cdk8s synth --check-upgrade=false', cwd: `examples/${name}` })),
});
project.addTask('bench', {
  description: 'Measures synthesis against the stock App and plain YAML writing, then the rules, the plan, and Helm and kustomize beside us; everything in one run',
  steps: [{ exec: 'ts-node synth.ts' }, { exec: 'ts-node verify.ts' }, { exec: 'ts-node folder.ts' }, { exec: 'ts-node plan.ts' }, { exec: 'ts-node peers.ts' }],
  cwd: 'bench',
});
project.addTask('bench:synth', {
  description: 'Measures synthesis for the given numbers of services: npm run bench:synth -- 100 1000',
  exec: 'ts-node synth.ts',
  cwd: 'bench',
  receiveArgs: true,
});
project.addTask('bench:start', {
  description: 'Measures loading the compiled library, against cdk8s and cdk8s-plus-28',
  exec: 'ts-node start.ts',
  cwd: 'bench',
});
project.addTask('bench:peers', {
  description: 'Measures Helm, kustomize and the stock App beside this library, for the given numbers of services: npm run bench:peers -- 100 400',
  exec: 'ts-node peers.ts',
  cwd: 'bench',
  receiveArgs: true,
});
project.addTask('docs:rules', {
  description: 'Writes docs/rules.md, the catalogue of all rules, from the rules themselves',
  exec: 'ts-node -T -P test/tsconfig.json projenrc/rules-page.ts',
});
project.addTask('docs:features', {
  description: 'Writes the comparison in docs/features.md from its rows, test/docs/features-rows.json',
  exec: 'ts-node -T -P test/tsconfig.json projenrc/features-matrix.ts',
});
project.addTask('docs:coming-from', {
  description: 'Writes the measured tables of docs/coming-from, from one service written in every tool',
  exec: 'ts-node -T -P test/tsconfig.json projenrc/coming-from.ts',
});
project.addTask('docs:site', {
  description: 'Writes the documentation site into site/dist, from docs/, API.md and the examples: npm run docs:site -- <folder>',
  exec: 'ts-node -T -P site/tsconfig.json site/build.ts',
  receiveArgs: true,
});
project.addTask('test:site', {
  description: 'Looks at the documentation site in Chromium, opened from its files (needs Chromium)',
  exec: 'ts-node -T -P test/tsconfig.json test/site/page/run.ts',
  receiveArgs: true,
});
project.addTask('golden', {
  description: 'Writes down what a released golden path writes, and why: npm run golden -- v1 "the sentence of the changelog"',
  exec: 'ts-node -T -P test/tsconfig.json projenrc/golden-path.ts',
  receiveArgs: true,
});
project.addTask('test:graph', {
  description: 'Looks at the page of the service graph in Chromium, and has Mermaid draw its diagrams (needs Chromium)',
  exec: 'ts-node -T -P test/tsconfig.json test/graph/page/run.ts',
  receiveArgs: true,
});
project.addTask('test:live', {
  description: 'Runs the synthesized pods of the shop for real, on loopback (needs root, Go and PostgreSQL)',
  exec: 'bash test/live/run.sh',
  receiveArgs: true,
});

project.synth();
