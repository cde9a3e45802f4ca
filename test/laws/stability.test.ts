import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { anyVersion, goodProps } from './worlds';
import { GoMicroservice, GoMicroserviceProps, KubernetesVersion, Platform } from '../../src';
import { servicePath } from '../../src/workloads/golden-path';
import { newChart, objectsOf, on, problemsOf, serviceIn } from '../kit';

const bytes = (objects: any[]) => objects.map((o) => JSON.stringify(o)).sort();
const one = (props: GoMicroserviceProps, place: (chart: Chart) => Construct = (c) => c, kubernetesVersion?: KubernetesVersion) => {
  const chart = newChart(new Platform({ kubernetesVersion }));
  new GoMicroservice(place(chart), 'checkout', props);
  return chart;
};

describe('a good service', () => {
  test('has no problem on any Kubernetes version', () => {
    fc.assert(fc.property(goodProps, anyVersion, (props, version) => {
      const chart = one(props, undefined, version);
      expect(problemsOf(chart.node.findChild('checkout') as GoMicroservice)).toEqual([]);
      expect(objectsOf(chart).length).toBeGreaterThan(3);
    }), { numRuns: 60 });
  });

  test('gives the same bytes from the same input', () => {
    fc.assert(fc.property(goodProps, (props) => {
      expect(JSON.stringify(objectsOf(one(props)))).toBe(JSON.stringify(objectsOf(one(props))));
    }), { numRuns: 30 });
  });

  test('rendered twice is rendered once', () => {
    fc.assert(fc.property(goodProps, (props) => {
      const chart = one(props);
      expect(JSON.stringify(objectsOf(chart))).toBe(JSON.stringify(objectsOf(chart)));
    }), { numRuns: 30 });
  });

  test('keeps every byte wherever it stands in the tree', () => {
    fc.assert(fc.property(goodProps, fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 4 }), (props, path) => {
      const nested = one(props, (chart) => path.reduce((at: Construct, id) => new Construct(at, id), chart));
      expect(bytes(objectsOf(nested))).toEqual(bytes(objectsOf(one(props))));
    }), { numRuns: 30 });
  });

  test('keeps every byte when somebody else arrives', () => {
    fc.assert(fc.property(goodProps, goodProps, fc.boolean(), (props, other, first) => {
      const alone = objectsOf(one(props));
      const chart = newChart();
      if (first) new GoMicroservice(chart, 'newcomer', other);
      new GoMicroservice(chart, 'checkout', props);
      if (!first) new GoMicroservice(chart, 'newcomer', other);
      const mine = objectsOf(chart).filter((o) => o.metadata.labels['app.kubernetes.io/instance'] === 'checkout');
      expect(JSON.stringify(mine)).toBe(JSON.stringify(alone));
    }), { numRuns: 30 });
  });

  test('does without any of the golden path', () => {
    const ids = servicePath().map((trait) => trait.traitId);
    fc.assert(fc.property(goodProps, fc.subarray(ids), ({ files: _, ...props }, without) => {
      const chart = one({ ...props, without });
      expect(problemsOf(chart.node.findChild('checkout') as GoMicroservice)).toEqual([]);
      expect(objectsOf(chart).map((o) => o.kind)).toContain('Deployment');
    }), { numRuns: 40 });
  });

  test('asked for an explanation in between, gives the same bytes', () => {
    fc.assert(fc.property(goodProps, (props) => {
      const chart = one(props);
      (chart.node.findChild('checkout') as GoMicroservice).explain();
      expect(bytes(objectsOf(chart))).toEqual(bytes(objectsOf(one(props))));
    }), { numRuns: 20 });
  });
});

describe('on every supported Kubernetes version', () => {
  const kinds = (version: string) => {
    const chart = newChart(new Platform(on(version)));
    serviceIn(chart, 'checkout');
    return objectsOf(chart).map((o) => `${o.apiVersion} ${o.kind}`);
  };

  test.each(KubernetesVersion.supported.map((v) => v.toString()))('%s, a service is the same kinds of objects', (version) => {
    expect(kinds(version)).toEqual(kinds('1.33'));
  });
});
