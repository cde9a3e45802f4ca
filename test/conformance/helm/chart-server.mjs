// Serves one packed chart over HTTPS: as a repository with an index, and as an OCI registry. Says its port when it listens.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { basename } from 'node:path';

const [archive, name, version, cert, key] = process.argv.slice(2);
const chart = readFileSync(archive);
const digestOf = (bytes) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const config = Buffer.from(JSON.stringify({ apiVersion: 'v2', name, version }));
const manifest = Buffer.from(JSON.stringify({
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  config: { mediaType: 'application/vnd.cncf.helm.config.v1+json', digest: digestOf(config), size: config.length },
  layers: [{ mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', digest: digestOf(chart), size: chart.length }],
}));
const index = JSON.stringify({ apiVersion: 'v1', entries: { [name]: [{ apiVersion: 'v2', name, version, urls: [basename(archive)], digest: digestOf(chart).slice(7) }] } });
const files = new Map([
  ['/index.yaml', [index, 'application/yaml']],
  [`/${basename(archive)}`, [chart, 'application/gzip']],
  ['/v2/', ['{}', 'application/json']],
  ...[config, chart].map((blob) => [`/v2/charts/${name}/blobs/${digestOf(blob)}`, [blob, 'application/octet-stream']]),
  ...[version, digestOf(manifest)].map((at) => [`/v2/charts/${name}/manifests/${at}`, [manifest, 'application/vnd.oci.image.manifest.v1+json']]),
]);

const server = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, ({ url, method }, response) => {
  const [body, type] = files.get(url) ?? [];
  if (url === '/slow/index.yaml') return; // never answered
  response.writeHead(body === undefined ? 404 : 200, body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(body), 'docker-content-digest': digestOf(body) });
  response.end(method === 'HEAD' || body === undefined ? undefined : body);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
