import { spawnSync } from 'child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/*
 * The same services in several ways, in one run: this library, cdk8s alone, a Helm chart that fits all
 * (one release per service), and kustomize (a base, an overlay per service). Whole processes are measured,
 * from their start to the last file. Only GopherApp verifies what it writes.
 *
 *   bash bench/peers/install.sh     builds helm and kubectl; without them it is said what is not compared
 *   npm run bench:peers -- 100 400  these numbers of services; 100 and 400 if none is given
 */

const HERE = join(__dirname, 'peers');
const BUILD = join(HERE, '.build');
const [HELM, KUBECTL] = ['helm', 'kubectl'].map((tool) => join(HERE, '.bin', tool));

/** A way to the manifests, as a command of the shell that writes files into `$out`. */
interface Way { readonly name: string; readonly processes: (services: number) => number; readonly needs?: string; readonly command: string }

const WAYS: Way[] = [
  { name: 'GopherApp', processes: () => 1, command: `node ${BUILD}/bench/peers/gopher.js $services $out` },
  { name: 'stock cdk8s App', processes: () => 1, command: `node ${BUILD}/bench/peers/stock.js $services $out` },
  { name: 'helm template', processes: (n) => n, needs: HELM, command: `for i in $(seq 0 $((services - 1))); do ${HELM} template service-$i ${HERE}/chart --namespace shop --values $input/values/service-$i.yaml > $out/service-$i.yaml || exit 1; done` },
  { name: 'kubectl kustomize, each overlay', processes: (n) => n, needs: KUBECTL, command: `for i in $(seq 0 $((services - 1))); do ${KUBECTL} kustomize $input/overlays/service-$i > $out/service-$i.yaml || exit 1; done` },
  { name: 'kubectl kustomize, all at once', processes: () => 1, needs: KUBECTL, command: `${KUBECTL} kustomize $input/overlays > $out/all.yaml` },
];

/** What chart and overlays are told of each service. */
function writeInput(folder: string, services: number): void {
  const overlays = join(folder, 'overlays');
  mkdirSync(join(folder, 'values'), { recursive: true });
  mkdirSync(overlays, { recursive: true });
  spawnSync('cp', ['-r', join(HERE, 'base'), join(folder, 'base')]);
  const names = Array.from({ length: services }, (_, i) => `service-${i}`);
  names.forEach((name, i) => {
    writeFileSync(join(folder, 'values', `${name}.yaml`), valuesOf(name, i));
    mkdirSync(join(overlays, name));
    writeFileSync(join(overlays, name, 'kustomization.yaml'), overlayOf(name, i));
  });
  writeFileSync(join(overlays, 'kustomization.yaml'), `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${names.map((name) => `  - ${name}\n`).join('')}`);
}

function valuesOf(name: string, i: number): string {
  return `image:
  repository: shop/${name}
  tag: 1.${i}.0
owner: team-shop
telemetry:
  endpoint: http://collector.observability.svc.cluster.local:4318
config:
  FEATURE_FLAGS: a,b,${i}
  REGION: eu
`;
}

function overlayOf(name: string, i: number): string {
  const attributes = `service.namespace=$(POD_NAMESPACE),service.version=1.${i}.0,service.instance.id=$(POD_NAMESPACE).$(POD_NAME).${name},deployment.environment.name=production,`
    + `k8s.namespace.name=$(POD_NAMESPACE),k8s.deployment.name=${name},k8s.pod.name=$(POD_NAME),k8s.pod.uid=$(POD_UID),k8s.node.name=$(NODE_NAME),k8s.container.name=service`;
  return `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: shop
nameSuffix: "-${i}"
resources:
  - ../../base
labels:
  - includeSelectors: true
    pairs:
      app.kubernetes.io/instance: ${name}
  - includeTemplates: true
    pairs:
      app.kubernetes.io/managed-by: kustomize
      app.kubernetes.io/name: ${name}
      app.kubernetes.io/part-of: team-shop
      app.kubernetes.io/version: 1.${i}.0
images:
  - name: registry.example.com/shop/service
    newName: registry.example.com/shop/${name}
    newTag: 1.${i}.0
configMapGenerator:
  - name: service-config
    literals:
      - FEATURE_FLAGS=a,b,${i}
      - LOG_LEVEL=info
      - REGION=eu
    options:
      immutable: true
patches:
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: service
      spec:
        template:
          spec:
            containers:
              - name: service
                env:
                  - name: OTEL_RESOURCE_ATTRIBUTES
                    value: ${attributes}
                  - name: OTEL_SERVICE_NAME
                    value: ${name}
`;
}

interface Run { readonly cpu: number; readonly wall: number; readonly objects: number; readonly bytes: number }

/** Processor time is that of all the processes that the shell has started, as it tells by itself. */
function run(way: Way, services: number, input: string): Run {
  const out = mkdtempSync(join(tmpdir(), 'gopher-peers-'));
  try {
    const start = process.hrtime.bigint();
    const shell = spawnSync('bash', ['-c', `${way.command} || exit 1\ntimes >&2`], { encoding: 'utf8', maxBuffer: 2 ** 26, env: { ...process.env, services: String(services), input, out } });
    const wall = Number(process.hrtime.bigint() - start) / 1e9;
    if (shell.status !== 0) throw new Error(`${way.name} failed:\n${shell.stderr}`);
    const times = shell.stderr.trim().split('\n').pop()!;
    const cpu = [...times.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
    const texts = readdirSync(out).map((file) => readFileSync(join(out, file), 'utf8'));
    const count = (text: string) => (text.match(/^kind: /gm) ?? []).length;
    return { cpu, wall, objects: texts.reduce((sum, text) => sum + count(text), 0), bytes: texts.reduce((sum, text) => sum + text.length, 0) };
  } finally {
    rmSync(out, { recursive: true });
  }
}

function isThere(tool: string): boolean {
  try {
    accessSync(tool, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** To JavaScript, as a user's program is: nobody else has to compile either. */
function build(): void {
  const tsc = spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', join(HERE, 'tsconfig.json')], { encoding: 'utf8' });
  if (tsc.status !== 0) throw new Error(`the programs do not compile:\n${tsc.stdout}`);
}

function main(sizes: number[]): void {
  build();
  const ways = WAYS.filter(({ needs }) => needs === undefined || isThere(needs));
  const version = (tool: string, ...args: string[]) => (isThere(tool) ? spawnSync(tool, args, { encoding: 'utf8' }).stdout.trim().replace(/\s+/g, ' ') : 'not there');
  console.log(`\nThe same services in other ways: Node ${process.version}; helm ${version(HELM, 'version', '--template', '{{.Version}}')}; kubectl ${version(KUBECTL, 'version', '--client')}\n`);
  console.log('| services | by | processes | objects | bytes per service | CPU | per service | wall | CPU / GopherApp |\n|-|-|-|-|-|-|-|-|-|');
  for (const services of sizes) {
    const input = mkdtempSync(join(tmpdir(), 'gopher-peers-'));
    try {
      writeInput(input, services);
      const runs = ways.map((way) => ({ way, ...run(way, services, input) }));
      for (const { way, cpu, wall, objects, bytes } of runs) {
        if (objects !== runs[0].objects) throw new Error(`${way.name} makes ${objects} objects, ${runs[0].way.name} ${runs[0].objects}: they cannot be compared`);
        console.log(`| ${services} | ${way.name} | ${way.processes(services)} | ${objects} | ${Math.round(bytes / services)} | ${cpu.toFixed(2)} s | ${((cpu * 1000) / services).toFixed(1)} ms | ${wall.toFixed(2)} s | ${(cpu / runs[0].cpu).toFixed(1)} |`);
      }
    } finally {
      rmSync(input, { recursive: true });
    }
  }
  for (const { name } of WAYS.filter((way) => !ways.includes(way))) console.log(`\nNOT COMPARED: ${name}, as its tool is not there; bash bench/peers/install.sh builds it, and needs Go`);
}

const args = process.argv.slice(2).map(Number);
main(args.length > 0 ? args : [100, 400]);
