import * as fc from 'fast-check';
import { minimal } from '../../../src/cli/adopt/minimal';
import { normalForm } from '../../../src/plan/normal-form';
import { readCorpus } from '../../conformance/fuzz/corpus';
import { Update } from '../../conformance/fuzz/updates';

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'tax' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'tax' } },
    template: {
      metadata: { labels: { app: 'tax' } },
      spec: { containers: [{ name: 'tax', image: 'tax:1', env: [{ name: 'MODE', value: 'fast' }, { name: 'KEY', valueFrom: { secretKeyRef: { name: 'tax', key: 'key' } } }] }] },
    },
  },
};

describe('an object without what the API server fills in', () => {
  test('is as it was, where there is nothing of that', () => {
    expect(minimal(DEPLOYMENT, 33)).toEqual(DEPLOYMENT);
  });

  test('has lost defaults, and nothing else', () => {
    const shown = structuredClone(DEPLOYMENT) as any;
    Object.assign(shown.spec, { revisionHistoryLimit: 10, progressDeadlineSeconds: 600, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } } });
    Object.assign(shown.spec.template.spec, { dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', securityContext: {} });
    expect(minimal(shown, 33)).toEqual(DEPLOYMENT);
  });

  test('means what it meant, and what was given stays as it is', () => {
    const objects = readCorpus<Update>('update-1.36').filter(({ isRefused }) => !isRefused).map(({ before }) => before);
    fc.assert(fc.property(fc.constantFrom(...objects), (object) => {
      const before = JSON.stringify(object);
      expect(normalForm(minimal(object, 36), 36)).toEqual(normalForm(object, 36));
      expect(JSON.stringify(object)).toBe(before);
    }), { numRuns: 30 });
  });
});
