import { cdk8s, github } from 'projen';

const CHECKOUT: github.workflows.JobStep = { name: 'Checkout', uses: 'actions/checkout' };
const RELEASED = "needs.release.outputs.tag_exists != 'true' && needs.release.outputs.latest_commit == github.sha";

const node = (version: string): github.workflows.JobStep => ({
  name: `Node.js ${version}`, uses: 'actions/setup-node', with: { 'node-version': version, 'package-manager-cache': false },
});

/** An action as projen knows it: by a commit, or by a tag that cannot be moved. */
function pinned(project: cdk8s.ConstructLibraryCdk8s, steps: github.workflows.JobStep[]): github.workflows.JobStep[] {
  const { ACTIONS_CHECKOUT, ACTIONS_DOWNLOAD_ARTIFACT, ACTIONS_SETUP_NODE } = github.ActionRefs;
  const known = new Map([ACTIONS_CHECKOUT, ACTIONS_DOWNLOAD_ARTIFACT, ACTIONS_SETUP_NODE].map((ref) => [ref.split('@')[0], ref]));
  return steps.map((step) => (step.uses === undefined ? step : { ...step, uses: project.github!.actions.get(known.get(step.uses)!) }));
}

/** The tests, and the packed library in an empty folder, on every version of Node.js that is promised. */
export function everyNode(project: cdk8s.ConstructLibraryCdk8s, versions: string[]): void {
  project.github!.tryFindWorkflow('build')!.addJob('node', {
    name: 'Node.js ${{ matrix.node }}',
    runsOn: ['ubuntu-latest'],
    permissions: { contents: github.workflows.JobPermission.READ },
    strategy: { failFast: false, matrix: { domain: { node: versions } } },
    env: { CI: 'true' },
    steps: pinned(project, [
      CHECKOUT,
      node('${{ matrix.node }}'),
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Compile', run: 'npx projen compile' },
      { name: 'Test', run: 'npx jest --ci' },
      { name: 'The package as its users install it', run: 'bash test/conformance/release/run.sh' },
    ]),
  });
}

/** What goes with a release besides the packages: the bill of materials, and the documentation to be read offline. */
export function attachments(project: cdk8s.ConstructLibraryCdk8s): void {
  project.release!.addJobs({
    release_attachments: {
      name: 'Attach the bill of materials and the documentation',
      needs: ['release', 'release_github'],
      runsOn: ['ubuntu-latest'],
      permissions: { contents: github.workflows.JobPermission.WRITE },
      if: RELEASED,
      steps: pinned(project, [
        node('22'),
        {
          name: 'Download build artifacts',
          uses: 'actions/download-artifact',
          with: { 'artifact-ids': '${{ needs.release.outputs.artifact_id }}', 'path': 'dist' },
        },
        { ...CHECKOUT, with: { path: '.repo' } },
        { name: 'Install dependencies', run: 'cd .repo && npm ci' },
        { name: 'Bill of materials', run: 'bash .repo/projenrc/bill-of-materials.sh dist/js/*.tgz cdk8s-gopher.cdx.json' },
        { name: 'Documentation', run: 'cd .repo && npm run docs:site && tar -czf ../cdk8s-gopher-docs.tgz -C site/dist .' },
        {
          name: 'Attach',
          if: '${{ !inputs.dry_run }}',
          env: { GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}' },
          run: 'gh release upload "$(cat dist/releasetag.txt)" cdk8s-gopher.cdx.json cdk8s-gopher-docs.tgz --clobber -R "$GITHUB_REPOSITORY"',
        },
      ]),
    },
  });
}
