import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Conformance } from './conformance';
import { askReaders } from './readers';
import { Report } from './report';
import { Servers } from './servers';

/*
 * Starts a real API server, asks it about each example's manifests, and stops it.
 *
 *   run.sh [FOLDER...]
 */

const ROOT = join(__dirname, '../../..');

function examples(): string[] {
  const parent = join(ROOT, 'examples');
  return readdirSync(parent).map((name) => join(parent, name, 'manifests')).filter(existsSync);
}

async function run(bin: string, folders: readonly string[]): Promise<Report> {
  const report = new Report();
  const start = Date.now();
  for (const folder of folders) {
    // each has a cluster of its own, as examples may use the same names
    const servers = await Servers.start(bin);
    try {
      console.log(`${relative(ROOT, folder)}: a kube-apiserver ${await servers.client.version()} is ready after ${((Date.now() - start) / 1000).toFixed(1)} s`);
      await new Conformance(servers, folder, report).check();
    } finally {
      await servers.stop();
    }
  }
  const servers = await Servers.start(bin);
  try {
    await askReaders(servers, report);
  } finally {
    await servers.stop();
  }
  return report;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => process.exit(1)); // which stops the servers
}

const [bin, ...folders] = process.argv.slice(2);
run(bin, folders.length ? folders : examples()).then(({ passed, failed }) => {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}, (error) => {
  console.error(error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
