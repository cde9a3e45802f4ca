import { setTimeout as sleep } from 'node:timers/promises';
import { EngineLab } from './engine-lab';
import { PASSWORD, tell } from './shop';
import { until } from './waiting';

/** What every engine promises, and how it is seen of each. */
export interface EngineUnderTest {
  readonly name: string;
  readonly lab: (name: string, only?: string[]) => EngineLab;
  /** what the server says when it stops in good order */
  readonly lastWords: string;
  /** what the server says when it has to recover */
  readonly recovery: string;
  /** whether somebody who knows that password gets in */
  readonly admits: (lab: EngineLab, password: string) => Promise<boolean>;
}

const CALM_SECONDS = 2;
const ENOUGH = 200;

/** The promises of a database that runs, in their order: later ones build on earlier ones. */
export function promises({ name, lab: make, lastWords, recovery, admits }: EngineUnderTest): void {
  let lab: EngineLab;

  beforeAll(async () => {
    lab = make(name);
    await lab.cluster.start();
    await lab.cluster.ready(90);
  });
  afterAll(async () => lab.cluster.stop());

  test('it becomes ready at the first attempt, through its own probes', () => {
    expect(lab.bootstrap.restarts).toBe(0);
    expect(lab.server).toMatchObject({ started: true, ready: true, restarts: 0 });
  });

  test('a Go program writes, with nothing but what it is given', async () => {
    await writeFor(CALM_SECONDS);
    const audit = await lab.audit();
    tell(`${name}: ${Math.round(audit.acknowledged / CALM_SECONDS)} acknowledged writes a second from 8 writers`);
    expect(audit.acknowledged).toBeGreaterThan(ENOUGH);
    expect(audit.missing).toBe(0);
  });

  test('killed while it is written to, it has every acknowledged write when it is back', async () => {
    for (const round of [1, 2]) {
      await lab.startWriting();
      const before = (await lab.count()).acknowledged;
      await until('writes', 20, async () => (await lab.count()).acknowledged > before + ENOUGH);
      const { restarts } = lab.server;
      lab.server.current!.signal('SIGKILL');
      await until('the server to be started again', 60, () => lab.server.restarts > restarts && lab.pod.ready);
      await lab.stopWriting();
      const audit = await lab.audit();
      tell(`${name}: kill -9 number ${round}, ${audit.acknowledged} acknowledged, ${audit.missing} missing`);
      expect(audit.missing).toBe(0);
    }
    expect(lab.server.logs()).toContain(recovery);
  });

  test('a server that hangs gets no requests, and gets them again when it answers', async () => {
    lab.server.current!.signal('SIGSTOP');
    const began = Date.now();
    await until('the pod to be unready', 60, () => !lab.pod.ready);
    tell(`${name}: unready ${((Date.now() - began) / 1000).toFixed(0)} s after it began to hang`);
    lab.server.current!.signal('SIGCONT');
    await until('the pod to be ready', 30, () => lab.pod.ready);
  });

  test('a server that hangs for good is told to end by its liveness probe, and is started again', async () => {
    const { restarts } = lab.server;
    const began = Date.now();
    lab.server.current!.signal('SIGSTOP');
    await until('the liveness probe to fail', 120, () => lab.cluster.events.about(lab.pod.name).includes('Liveness probe failed'));
    tell(`${name}: told to end ${((Date.now() - began) / 1000).toFixed(0)} s after it began to hang; it would be killed when its grace period is over`);
    lab.server.current!.signal('SIGCONT');
    await until('the server to be started again', 60, () => lab.server.restarts > restarts && lab.pod.ready);
    expect((await lab.audit()).missing).toBe(0);
  });

  test('it stops in good order within its grace period, and the next pod has the data', async () => {
    await lab.startWriting();
    await sleep(CALM_SECONDS * 1000);
    const { server } = lab;
    const { seconds, killed, exitCode } = await lab.replacePod();
    tell(`${name}: stopped in ${seconds.toFixed(1)} of ${lab.pod.identity.spec.terminationGracePeriodSeconds} s, under load`);
    expect({ killed, exitCode }).toEqual({ killed: false, exitCode: 0 });
    expect(server.logs()).toContain(lastWords);
    await lab.stopWriting();
    expect((await lab.audit()).missing).toBe(0);
  });

  test('a rotated password takes over with the next pod, and the old one is turned away', async () => {
    const rotated = 'another "one" with \'all\' of it: \\ % $ ` # ü';
    expect(await admits(lab, PASSWORD)).toBe(true);
    lab.setPassword(rotated);
    await lab.replacePod();
    expect(await admits(lab, PASSWORD)).toBe(false);
    expect(await admits(lab, rotated)).toBe(true);
    await lab.cluster.deployments.get('ledger')!.restart();
    await writeFor(1);
    expect((await lab.audit()).missing).toBe(0);
  });

  test('no log holds a password, or a word of what is read-only', () => {
    for (const secret of [PASSWORD, 'another "one"', Buffer.from(PASSWORD).toString('hex')]) expect(lab.logs).not.toContain(secret);
    expect(lab.logs).not.toMatch(/Read-only file system/i);
  });

  async function writeFor(seconds: number): Promise<void> {
    await lab.startWriting();
    await sleep(seconds * 1000);
    await lab.stopWriting();
    await sleep(100); // what is under way
  }
}
