import { GoModule } from '../../../src/cli/init/go-module';
import { Folder } from '../../rules/reading/folder-kit';

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
  folder.write('go.mod', 'module github.com/acme/shop/v2\n\ngo 1.24.0\n\ntoolchain go1.25.3\n');
});
afterEach(() => folder.remove());

const main = (body: string, imports: string = '"net/http"') => `package main\n\nimport (\n\t${imports}\n)\n\nfunc main() {\n\t${body}\n}\n`;
const services = () => GoModule.read(folder.path).services();

describe('an existing Go module', () => {
  test('has the last word of its path as its name, without the major version, and the newest Go that it asks for', () => {
    const { name, path, goVersion } = GoModule.read(folder.path);
    expect({ name, path, goVersion }).toEqual({ name: 'shop', path: 'github.com/acme/shop/v2', goVersion: '1.25' });
  });

  test('has a service per main package, the module\'s own folder too', () => {
    folder.write('main.go', main('http.ListenAndServe(":8080", nil)'));
    folder.write('cmd/api_server/main.go', main('http.ListenAndServe(":8080", nil)'));
    folder.write('internal/words.go', 'package internal\n');
    expect(services().map((s) => [s.name, s.package])).toEqual([['shop', '.'], ['api-server', './cmd/api_server']]);
  });

  test('tells programs of one name apart by their folders', () => {
    for (const path of ['a/server', 'b/server']) folder.write(`${path}/main.go`, main(''));
    expect(services().map((s) => s.name)).toEqual(['a-server', 'b-server']);
  });

  test('leaves out tests, vendored code, test data, other modules, hidden folders and what a build ignores', () => {
    for (const path of ['vendor/x/main.go', 'testdata/main.go', '.cache/main.go', '_old/main.go', 'deploy/node_modules/x/main.go', 'cmd/x/main_test.go', 'tools/main.go']) folder.write(path, main(''));
    folder.write('tools/go.mod', 'module tools\n');
    folder.write('gen.go', `//go:build ignore\n\n${main('')}`);
    expect(services()).toEqual([]);
  });

  test('shows its addresses, also in packages of the module that a program imports, and in no others', () => {
    folder.write('cmd/api/main.go', main('server.Run()', '"github.com/acme/shop/v2/internal/server"'));
    folder.write('internal/server/server.go', 'package server\n\nimport "net/http"\n\nfunc Run() { http.ListenAndServe(":9000", nil) }\n');
    folder.write('cmd/migrate/main.go', main('migrate()', '"database/sql"'));
    expect(services().map((s) => s.listeners)).toEqual([[{ number: 9000, protocol: 'http' }], []]);
  });

  test('shows no address that is in a comment, or that only its own machine reaches', () => {
    folder.write('main.go', main('http.ListenAndServe(":8080", nil) // not ":9090"\n\t/* nor\n":9091" */\n\tdebug("127.0.0.1:6060")\n\tdial("https://example.com:443")'));
    expect(services()[0].listeners).toEqual([{ number: 8080, protocol: 'http' }]);
  });

  test('shows what is gRPC and what is HTTP', () => {
    folder.write('main.go', main('lis, _ := net.Listen("tcp", ":9090")\n\t(&http.Server{\n\t\tAddr: ":8080",\n\t}).ListenAndServe()', '"google.golang.org/grpc"\n\t"google.golang.org/grpc/health"'));
    expect(services()[0]).toMatchObject({ listeners: [{ number: 8080, protocol: 'http' }, { number: 9090, protocol: 'grpc' }], hasGrpcHealth: true });
  });

  test('shows the port of its probes and their paths', () => {
    folder.write('main.go', main('addr := env("ADMIN_ADDR", ":8081")\n\tmux.HandleFunc("GET /livez", ok)\n\tmux.HandleFunc("/readyz", ok)\n\thttp.ListenAndServe(":8080", nil)'));
    expect(services()[0]).toMatchObject({ listeners: [{ number: 8080, protocol: 'http' }], adminPort: 8081, livePath: '/livez', readyPath: '/readyz' });
  });
});
