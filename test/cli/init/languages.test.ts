import { readFileSync } from 'fs';
import { join } from 'path';
import { run } from '../../../src/cli/run';
import { paletteOf } from '../../../src/rules/report/palette';
import { Folder } from '../../rules/reading/folder-kit';

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
  folder.write('go.mod', 'module example.com/acme/shop\n\ngo 1.25\n');
  folder.write('cmd/class/main.go', 'package main\n\nimport "net/http"\n\nfunc main() {\n\tgo http.ListenAndServe(":9000", nil)\n\thttp.ListenAndServe(":8080", nil)\n}\n');
  folder.write('cmd/order-worker/main.go', 'package main\n\nfunc main() {}\n');
});
afterEach(() => folder.remove());

async function init(...args: string[]) {
  const said = { out: '', err: '' };
  const terminal = { out: (text: string) => { said.out += text; }, err: (text: string) => { said.err += text; }, palette: paletteOf(false), hasKeyboard: false };
  return { code: await run(['init', folder.path, '--services', 'class,order-worker', ...args], terminal), ...said };
}
const text = (path: string) => readFileSync(join(folder.path, path), 'utf8');

describe('the program of a project', () => {
  test('in TypeScript', async () => {
    await init();
    expect(text('deploy/main.ts')).toContain(`const classService = new GoMicroservice(chart, 'class', {
  image: image('class'),
  goVersion: GoVersion.of('1.25'),
  ports: [Port.http(8080), Port.named('http-9000', 9000, PortProtocol.HTTP)],
  traits: [HealthChecks.onPort()],
});
if (local) classService.addTraits(ServiceAccess.nodePort({ nodePorts: { http: 30080 } })); // http://localhost:8080

const orderWorker = new GoWorker(chart, 'order-worker', {
  image: image('order-worker'),
  goVersion: GoVersion.of('1.25'),
  without: [HealthChecks.ID], // it answers no probes yet
});`);
  });

  test('in Go, as gofmt has it, and with no variable that is not used', async () => {
    await init('--language', 'golang');
    expect(text('deploy/main.go')).toContain(`	class := gopher.NewGoMicroservice(chart, jsii.String("class"), &gopher.GoMicroserviceProps{
		Image:     image("class"),
		GoVersion: gopher.GoVersion_Of(jsii.String("1.25")),
		Ports:     &[]gopher.Port{gopher.Port_Http(jsii.Number(8080)), gopher.Port_Named(jsii.String("http-9000"), jsii.Number(9000), gopher.PortProtocol_HTTP)},
		Traits:    &[]gopher.ITrait{gopher.HealthChecks_OnPort(nil)},
	})`);
    expect(text('deploy/main.go')).toContain('\tgopher.NewGoWorker(chart, jsii.String("order-worker"), &gopher.GoWorkerProps{\n');
    expect(text('deploy/go.mod')).toMatch(/^module example\.com\/acme\/shop\/deploy\n/);
    expect(text('Makefile')).toContain('\t$(call need,npm,https://nodejs.org)\n\t$(call need,go,https://go.dev/dl/)\n\t$(UP_$(CLUSTER))\n');
    expect(text('deploy/cdk8s.yaml')).toMatch(/^language: go\napp: go run \.\n/);
  });

  test('in Python, whose words are no names of variables', async () => {
    await init('--language', 'py');
    expect(text('deploy/main.py')).toContain(`class_service = GoMicroservice(
    chart,
    "class",
    image=image("class"),
    go_version=GoVersion.of("1.25"),
    ports=[Port.http(8080), Port.named("http-9000", 9000, PortProtocol.HTTP)],
    traits=[HealthChecks.on_port()],
)`);
    expect(text('deploy/main.py')).toContain('order_worker = GoWorker(');
    expect(text('deploy/requirements.txt')).toMatch(/^cdk8s-gopher==/m);
  });

  test.each(['go', 'python'])('in %s still comes with the package that brings the plugin of cdk8s-cli and the command line', async (language) => {
    await init('--language', language);
    expect(Object.keys(JSON.parse(text('deploy/package.json')).devDependencies)).toEqual(expect.arrayContaining(['cdk8s-cli', 'cdk8s-gopher']));
    expect(text('deploy/cdk8s.yaml')).toContain('package: ./node_modules/cdk8s-gopher');
  });

  test('takes bindings from a folder, also from one with a space in its name', async () => {
    folder.write('the bindings/go.mod', 'module github.com/cdk8s-gopher/cdk8s-gopher-go/gopher\n');
    await init('--language', 'go', '--bindings', join(folder.path, 'the bindings'));
    expect(text('deploy/go.mod')).toContain(`replace github.com/cdk8s-gopher/cdk8s-gopher-go/gopher => "${folder.path}/the bindings"\n`);
  });

  test.each([
    [['--language', 'pyton'], 'Did you mean "python"?'],
    [['--language', 'cobol'], 'There are typescript, go, python.'],
    [['--bindings', '.'], 'a program in TypeScript needs no bindings'],
    [['--language', 'go', '--bindings', 'nowhere'], 'there is no go.mod, so it does not hold the bindings for Go'],
  ])('is refused with %j, and it is said what to do', async (args, says) => {
    expect(await init(...args)).toMatchObject({ code: 2, err: expect.stringContaining(says) });
  });

  test('in a language whose tool is not on the PATH is written all the same, and the tool is named', async () => {
    const { PATH } = process.env;
    process.env.PATH = folder.path;
    try {
      const { code, out } = await init('--language', 'go');
      expect([code, out]).toEqual([0, expect.stringContaining('install Go: go is not on the PATH, and the program needs it; https://go.dev/dl/')]);
    } finally {
      process.env.PATH = PATH;
    }
  });
});

describe('on a developer\'s machine', () => {
  test('the first service has a port, in kind and in minikube', async () => {
    await init();
    expect(text('kind.yaml')).toContain('containerPort: 30080\n        hostPort: 8080\n        listenAddress: 127.0.0.1');
    expect(text('Makefile')).toContain('--ports 127.0.0.1:8080:30080');
  });

  test('nothing is opened where nothing answers', async () => {
    await init('--services', 'order-worker');
    expect(text('kind.yaml') + text('Makefile') + text('deploy/main.ts')).not.toMatch(/30080|ServiceAccess/);
  });
});
