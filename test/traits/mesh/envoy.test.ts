import { createServer, Server } from 'node:http';
import { connect } from 'node:http2';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { MeshShop } from './kit';
import { Mesh, Port, RateLimit } from '../../../src';
import { HOW_TO_INSTALL, isEnvoyInstalled, RealEnvoy } from '../../conformance/envoy/envoy';

/*
 * A rate limit with Istio is a filter of Envoy's, which neither Kubernetes nor Istio understands: a real Envoy is given it,
 * and what it lets through is counted.
 */

const [RATE, BURST] = [5, 20];
const [HTTP, GRPC] = [8080, 9090];

const tested = isEnvoyInstalled() ? describe : describe.skip;

tested(`a real Envoy${isEnvoyInstalled() ? '' : ` (${HOW_TO_INSTALL})`}`, () => {
  let program: Server;
  let envoy: RealEnvoy;

  const start = async (port: number) => {
    const it = new MeshShop({ mesh: Mesh.istio() }, { rateLimit: RateLimit.perPod(RATE, BURST), ports: [Port.http(HTTP), Port.grpc(GRPC)] });
    envoy = await RealEnvoy.start(it.find('EnvoyFilter'), port, (program.address() as AddressInfo).port);
  };
  const get = async (headers: { [name: string]: string } = {}) => (await fetch(`http://127.0.0.1:${envoy.port}/`, { headers })).status;
  const inARow = async (times: number, headers?: { [name: string]: string }) => {
    const statuses: { [status: number]: number } = {};
    for (let n = 0; n < times; n++) {
      const status = await get(headers);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    return statuses;
  };

  beforeAll(async () => {
    program = createServer((_, response) => response.end('done'));
    await new Promise<void>((resolve) => program.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => envoy.stop());
  afterAll(() => new Promise((resolve) => program.close(resolve)));

  test('lets through as many requests at once as were said, and refuses the others with 429', async () => {
    await start(HTTP);
    const begin = performance.now();
    const { 200: through, 429: refused } = await inARow(60);
    const filled = (performance.now() - begin) / 1000 * RATE;
    expect(through + refused).toBe(60);
    expect(through).toBeGreaterThanOrEqual(BURST);
    expect(through).toBeLessThanOrEqual(BURST + Math.ceil(filled));
  });

  test('lets through as many in a second as were said, once the burst is used up', async () => {
    await start(HTTP);
    await inARow(BURST + 10);
    const begin = performance.now();
    let through = 0;
    while (performance.now() - begin < 2000) {
      if (await get() === 200) through++;
      await sleep(10);
    }
    const expected = (performance.now() - begin) / 1000 * RATE;
    expect(Math.abs(through - expected)).toBeLessThanOrEqual(3);
  });

  test('does not count who is not let in', async () => {
    await start(HTTP);
    expect(await inARow(BURST * 2, { stranger: 'yes' })).toEqual({ 403: BURST * 2 });
    expect(await inARow(BURST)).toEqual({ 200: BURST });
  });

  test('says RESOURCE_EXHAUSTED to callers in gRPC', async () => {
    await start(GRPC);
    const session = connect(`http://127.0.0.1:${envoy.port}`);
    const call = () => new Promise<string>((resolve, reject) => {
      const stream = session.request({ ':method': 'POST', ':path': '/shop.v1.Checkout/Pay', 'content-type': 'application/grpc', 'te': 'trailers' });
      stream.on('response', (headers) => resolve(`${headers[':status']} ${headers['grpc-status'] ?? 'through'}`)).on('error', reject).resume();
      stream.end();
    });
    const answers = [];
    for (let n = 0; n < BURST * 2; n++) answers.push(await call());
    session.destroy();
    expect(new Set(answers)).toEqual(new Set(['200 through', '200 8']));
  });
});
