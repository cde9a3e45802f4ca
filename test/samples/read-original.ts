import { writeFileSync } from 'fs';
import { basename, join } from 'path';
import { Reachability } from './reachability';
import { sheetOf } from './sheet';
import { containersOf, World } from './world';
import { ManifestAssertions } from '../../src';

/*
 * Reads the manifests of somebody else's sample, writes down facts about them, and
 * which of our rules they break. The manifests themselves stay where they are.
 *
 *   npx ts-node -T -P test/tsconfig.json test/samples/read-original.ts NAME SOURCE FOLDER
 */

/** The calls that variables, arguments and files with addresses of Services tell. */
function callsIn(world: World): Array<{ client: string; server: string; port: number }> {
  const calls = world.workloads.flatMap((client) => {
    const words = [...containersOf(client), ...client.spec.template.spec.initContainers ?? []]
      .flatMap((c: any) => [...(c.env ?? []).map((e: any) => e.value), ...c.args ?? [], ...c.command ?? []]).filter((w) => typeof w === 'string');
    return world.all('Service').flatMap((service) => service.spec.ports.flatMap((port: any) => {
      const names = new RegExp(`(^|[/=@ "])${service.metadata.name}(\\.[a-z0-9.-]+)?(:${port.port}\\b${port.port === 80 ? '|$|/' : ''})`);
      if (!words.some((word) => names.test(word))) return [];
      return world.behind(service).map((server) => ({ client: client.metadata.name, server: server.metadata.name, port: world.podPort(service, port) }));
    }));
  });
  return [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
}

const [name, source, folder] = process.argv.slice(2);
const world = World.read(folder);
const reachability = new Reachability(world);
const findings = ManifestAssertions.fromFolder(folder).findings();
const sample = {
  source,
  workloads: Object.fromEntries(world.workloads.map((workload) => [workload.metadata.name, {
    facts: sheetOf(world, workload),
    rules: [...new Set(findings.filter((f) => f.manifest.name === workload.metadata.name || world.servicesOf(workload).some((s) => s.metadata.name === f.manifest.name)).map((f) => f.rule))].sort(),
  }])),
  calls: callsIn(world).map((call) => ({ ...call, open: reachability.allows(world.workload(call.client), world.workload(call.server), call.port) })),
};
writeFileSync(join(__dirname, 'originals', `${basename(name)}.json`), `${JSON.stringify(sample, null, 1)}\n`);
console.log(`${Object.keys(sample.workloads).length} workloads, ${sample.calls.length} calls`);
