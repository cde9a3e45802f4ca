import { Chart, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { refusals } from './api-server';
import { anyNumber, anyPeer, anyPlatform, anyProps, anyText, anyVersion, goodProps } from './worlds';
import { GoMicroservice, Platform, Port } from '../../src';
import { newChart, objectsOf, serviceIn } from '../kit';

/** What a stock app says; anything but our own list of problems is thrown on. */
function synthesize(chart: Chart): 'written' | 'refused' {
  try {
    objectsOf(chart);
    return 'written';
  } catch (error) {
    const lines = (error as Error).message.split('\n  ').slice(1);
    if (!/^Validation failed/.test((error as Error).message) || lines.length === 0 || lines.some((line) => !/^\[[^]*?\] [a-zA-Z]+\/[a-z-]+: [^]+/.test(line))) throw error;
    return 'refused';
  }
}

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
