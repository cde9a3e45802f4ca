import { ChildProcess, spawn, spawnSync, SpawnSyncReturns } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from './client';
import { until } from '../../live/waiting';

const HOST = '127.0.0.1';

/**
 * An etcd and a kube-apiserver on the loopback interface. What they store is in
 * a folder of their own, and gone with them. Nothing else of a cluster runs: no
 * controllers, no scheduler, no nodes.
 */
export class Servers {
  /** Starts both, and returns when the API server says that it is ready. */
  public static async start(bin: string): Promise<Servers> {
    const servers = new Servers(bin);
    try {
      await servers.startAll();
      return servers;
    } catch (error) {
      const logs = ['etcd', 'kube-apiserver'].map((name) => `--- the end of ${name}'s log:\n${servers.endOfLog(name)}`);
      await servers.stop();
      throw new Error([String(error), ...logs].join('\n'));
    }
  }

  private readonly folder = mkdtempSync(join(tmpdir(), 'apiserver-'));
  private readonly token = randomBytes(24).toString('hex');
  private readonly processes: ChildProcess[] = [];
  /** All three programs take settings from the environment and from the home folder. */
  private readonly env = { PATH: process.env.PATH, HOME: this.folder };
  private port = 0;

  private constructor(private readonly bin: string) {
    process.on('exit', this.clean);
  }

  private readonly clean = () => this.kill();

  /** As an administrator. */
  public get client(): ApiClient {
    return new ApiClient(this.port, readFileSync(this.certificate, 'utf8'), this.token);
  }

  /** Runs the kubectl of the API server's version. */
  public kubectl(...args: string[]): SpawnSyncReturns<string> {
    return spawnSync(join(this.bin, 'kubectl'), ['--kubeconfig', this.kubeconfig, ...args], { env: this.env, encoding: 'utf8', timeout: 120_000 });
  }

  /** Nothing that they store is wanted afterwards, so that they need not end in order. */
  public async stop(): Promise<void> {
    const ends = this.processes.filter(isRunning).map((child) => once(child, 'exit'));
    this.processes.forEach((child) => child.kill('SIGKILL'));
    await Promise.all(ends);
    this.kill();
    process.off('exit', this.clean);
  }

  private get kubeconfig(): string {
    return join(this.folder, 'kubeconfig');
  }

  private get certificate(): string {
    return join(this.folder, 'apiserver.crt'); // which the API server makes for itself
  }

  private async startAll(): Promise<void> {
    const [client, peer, port] = await freePorts(3);
    this.port = port;
    const etcd = `http://${HOST}:${client}`;
    this.spawn('etcd', 'etcd', [
      `--data-dir=${join(this.folder, 'etcd')}`,
      `--listen-client-urls=${etcd}`, `--advertise-client-urls=${etcd}`,
      `--listen-peer-urls=http://${HOST}:${peer}`, `--initial-advertise-peer-urls=http://${HOST}:${peer}`,
      `--initial-cluster=default=http://${HOST}:${peer}`,
    ]);
    this.spawn('kube-apiserver', join(this.bin, 'kube-apiserver'), [
      `--etcd-servers=${etcd}`,
      `--bind-address=${HOST}`, `--advertise-address=${HOST}`, `--secure-port=${port}`, `--cert-dir=${this.folder}`,
      '--endpoint-reconciler-type=none', // it would want an address that pods can reach
      '--service-cluster-ip-range=10.96.0.0/12',
      '--allow-privileged', // as every installer has it; Pod Security decides
      '--authorization-mode=RBAC', `--token-auth-file=${this.tokenFile()}`,
      '--service-account-issuer=https://kubernetes.default.svc', ...this.serviceAccountKeys(),
    ]);
    await until('the API server\'s certificate', 60, () => existsSync(this.certificate) && this.allRun());
    this.writeKubeconfig();
    await until('a ready API server', 120, async () => this.allRun() && (await this.client.isReady()), 200);
  }

  private tokenFile(): string {
    return this.write('tokens.csv', `${this.token},admin,admin,"system:masters"\n`);
  }

  private serviceAccountKeys(): string[] {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    });
    const file = this.write('service-accounts.key', privateKey);
    return [`--service-account-key-file=${file}`, `--service-account-signing-key-file=${file}`];
  }

  private writeKubeconfig(): void {
    this.write('kubeconfig', JSON.stringify({
      'apiVersion': 'v1',
      'kind': 'Config',
      'clusters': [{ name: 'test', cluster: { 'server': `https://${HOST}:${this.port}`, 'certificate-authority': this.certificate } }],
      'users': [{ name: 'admin', user: { token: this.token } }],
      'contexts': [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
      'current-context': 'test',
    }));
  }

  private write(name: string, text: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  }

  /** The kernel ends a server whose test is gone, however that went. */
  private spawn(name: string, program: string, args: string[]): void {
    const log = openSync(this.log(name), 'a');
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, ...args], { cwd: this.folder, env: this.env, stdio: ['ignore', log, log] });
    child.on('error', () => {}); // allRun() tells
    this.processes.push(child);
  }

  private allRun(): boolean {
    if (!this.processes.every(isRunning)) throw new Error('one of the servers has ended');
    return true;
  }

  private log(name: string): string {
    return join(this.folder, `${name}.log`);
  }

  private endOfLog(name: string): string {
    return existsSync(this.log(name)) ? readFileSync(this.log(name), 'utf8').split('\n').slice(-30).join('\n') : '(none)';
  }

  private kill(): void {
    this.processes.filter(isRunning).forEach((child) => child.kill('SIGKILL'));
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** All at once, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const listeners = await Promise.all(Array.from({ length: count }, async () => {
    const listener = createServer().listen(0, HOST);
    await once(listener, 'listening');
    return listener;
  }));
  const ports = listeners.map((listener) => (listener.address() as AddressInfo).port);
  await Promise.all(listeners.map(async (listener) => once(listener.close(), 'close')));
  return ports;
}
