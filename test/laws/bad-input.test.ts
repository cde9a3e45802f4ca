import { Chart, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { anyLaterProps, anyLaterTrait } from './any-trait';
import { refusals } from './api-server';
import { platformOf, sites } from './sites';
import { anyNumber, anyPeer, anyPlatform, anyProps, anyText, anyVersion, goodProps } from './worlds';
import {
  Completions, GoCronJob, GoDaemon, GoJob, GoMicroservice, GoMicroserviceProps, GoOperator, GoWorker, Microservice, Platform, Port, Schedule, Workload,
} from '../../src';
import { IMAGE, newChart, objectsOf, serviceIn } from '../kit';

/** What a stock app says; anything but our own list of problems is thrown on. */
function synthesize(chart: Chart): 'written' | 'refused' {
  try {
    objectsOf(chart);
    return 'written';
  } catch (error) {
    const lines = (error as Error).message.split('\n  ').slice(1);
    if (!/^Validation failed/.test((error as Error).message) || lines.length === 0 || lines.some((line) => !/^\[[^]*?\] [a-zA-Z-]+\/[a-z-]+: [^]+/.test(line))) throw error;
    return 'refused';
  }
}

/** Every kind of program, from one and the same props. */
const WORKLOADS: { [kind: string]: (chart: Chart, name: string, props: GoMicroserviceProps) => Workload } = {
  service: (chart, name, props) => new GoMicroservice(chart, name, props),
  other: (chart, name, props) => new Microservice(chart, name, props),
  worker: (chart, name, props) => new GoWorker(chart, name, props),
  daemon: (chart, name, props) => new GoDaemon(chart, name, { ...props, hostDirectories: props.env }),
  job: (chart, name, props) => new GoJob(chart, name, { ...props, backoffLimit: props.replicas, completions: props.replicas === undefined ? undefined : Completions.indexed(props.replicas) }),
  cron: (chart, name, props) => new GoCronJob(chart, name, { ...props, schedule: Schedule.cron(props.args?.[0] ?? '@hourly'), timeZone: props.args?.[1] }),
  operator: (chart, name, props) => new GoOperator(chart, name, { ...props, watchNamespaces: props.args, leaderElectionId: props.without?.[0] }),
};

/** A good service with one thing said as nobody should. */
const almostGood = fc.tuple(goodProps, anyProps, fc.constantFrom('image', 'ports', 'replicas', 'cpu', 'cpuLimit', 'memory', 'env', 'files', 'secretEnv',
  'secretFiles', 'args', 'goVersion', 'traits'), fc.boolean()).map(([good, any, field, hostile]) => ({
  ...good, ...(hostile && { [field]: (any as any)[field] ?? (good as any)[field] }),
}));

describe('whatever the types let through', () => {
  test('is written or refused with problems, and nothing else is ever thrown', () => {
    let refused = 0;
    fc.assert(fc.property(anyText, anyProps, anyPlatform, (name, props, platform) => {
      const app = Testing.app();
      new Platform(platform).applyTo(app);
      const chart = new Chart(app, 'shop', { namespace: 'shop' });
      const service = new GoMicroservice(chart, name, props);
      if (synthesize(chart) === 'refused') refused++;
      service.problems();
      service.explain().toString();
    }), { numRuns: 200 });
    expect(refused).toBeGreaterThan(120);
  });

  test('is refused by us before the API server refuses it', () => {
    let written = 0;
    fc.assert(fc.property(almostGood, anyVersion, (props, kubernetesVersion) => {
      const chart = newChart(new Platform({ kubernetesVersion }));
      serviceIn(chart, 'checkout', props).calls(serviceIn(chart, 'payments', { ports: [Port.grpc(9090)] }));
      if (synthesize(chart) === 'refused') return;
      written++;
      expect(refusals(objectsOf(chart))).toEqual([]);
    }), { numRuns: 200 });
    expect(written).toBeGreaterThan(40);
  });

  test('is refused alike on every Kubernetes version', () => {
    fc.assert(fc.property(anyProps, anyVersion, (props, kubernetesVersion) => {
      const app = Testing.app();
      new Platform({ kubernetesVersion }).applyTo(app);
      const chart = new Chart(app, 'shop');
      new GoMicroservice(chart, 'checkout', props);
      synthesize(chart);
    }), { numRuns: 100 });
  });

  test('of every kind of workload, with every trait, is written or refused with problems', () => {
    const given = fc.tuple(anyProps, anyLaterProps, fc.array(anyLaterTrait, { maxLength: 3 })).map(([props, later, traits]) => ({ ...props, ...later, traits }));
    let refused = 0;
    const anyKind = fc.constantFrom(...Object.values(WORKLOADS));
    fc.assert(fc.property(anyKind, anyText, fc.oneof(anyProps.map((props) => ({ ...props })), given), fc.array(anyLaterTrait, { maxLength: 3 }), sites, fc.boolean(),
      (make, name, props, traits, site, wellNamed) => {
        const app = Testing.app();
        platformOf(site).applyTo(app);
        const chart = new Chart(app, 'shop', { namespace: 'shop' });
        const workload = make(chart, wellNamed ? 'checkout' : name, props);
        workload.addTraits(...traits);
        if (synthesize(chart) === 'refused') refused++;
        workload.problems();
        workload.explain().toString();
      }), { numRuns: 120 });
    expect(refused).toBeGreaterThan(50);
  });

  test('of one trait alone is written or refused with problems', () => {
    let written = 0;
    fc.assert(fc.property(fc.constantFrom(...Object.values(WORKLOADS)), anyLaterTrait, sites, (make, trait, site) => {
      const app = Testing.app();
      platformOf(site).applyTo(app);
      const chart = new Chart(app, 'shop', { namespace: 'shop' });
      make(chart, 'checkout', { image: IMAGE, traits: [trait] });
      if (synthesize(chart) === 'written') written++;
    }), { numRuns: 120 });
    expect(written).toBeGreaterThan(1);
  });

  test('may be called and written about', () => {
    fc.assert(fc.property(anyText, anyText, anyNumber, anyPeer, (port, envName, number, peer) => {
      const chart = new Chart(Testing.app(), 'shop');
      const [checkout, payments] = [serviceIn(chart, 'checkout'), serviceIn(chart, 'payments', { ports: [Port.tcp(port, number)] })];
      checkout.calls(payments, { port, envName });
      checkout.addCaller(peer, port);
      checkout.addCallee(peer, number);
      checkout.draft.addLabel(port, envName);
      checkout.draft.addAnnotation(envName, port);
      synthesize(chart);
    }), { numRuns: 200 });
  });
});
