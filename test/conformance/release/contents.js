// Is in the package what its users need, and nothing else? contents.js FILE, as `npm pack --json` wrote it
const [{ files, size, unpackedSize }] = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8'));
const MB = 1024 * 1024;
const EXPECTED = [
  /^(\.jsii|package\.json|README\.md|LICENSE|CHANGELOG\.md|SECURITY\.md)$/, /^lib\/.*\.(js|d\.ts)$/, /^lib\/rules\/structure\/table\.json$/,
  /^assets\/(graph|init)\//, /^node_modules\/(cdk8s-plus-28|yaml)\//,
];
const ours = files.filter(({ path }) => !path.startsWith('node_modules/'));
const faults = [
  ...files.filter(({ path }) => !EXPECTED.some((pattern) => pattern.test(path))).map(({ path }) => `nobody needs ${path}`),
  ...['.jsii', 'lib/index.js', 'lib/index.d.ts', 'lib/cli/main.js', 'assets/graph/page.html', 'assets/init/Dockerfile', 'node_modules/yaml/package.json', 'node_modules/cdk8s-plus-28/package.json']
    .filter((path) => !files.some((file) => file.path === path)).map((path) => `${path} is missing`),
  ...(size > 3.5 * MB ? [`packed it is ${size} bytes; 3.5 MB is the most`] : []),
  ...(ours.reduce((sum, file) => sum + file.size, 0) > 6.5 * MB ? ['what is our own takes more than 6.5 MB'] : []),
];
console.log(`${files.length} files, ${(size / MB).toFixed(1)} MB packed, ${(unpackedSize / MB).toFixed(1)} MB unpacked, ${(ours.reduce((sum, file) => sum + file.size, 0) / MB).toFixed(1)} MB of it our own`);
faults.forEach((fault) => console.error(fault));
process.exitCode = faults.length > 0 ? 1 : 0;
