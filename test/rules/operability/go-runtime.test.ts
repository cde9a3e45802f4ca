import { Severity } from '../../../src';
import { table, World } from '../graph/world';

const fromLimit = (w: World, divisor?: string) => w.container('front').env.splice(6, 1, { name: 'GOMEMLIMIT', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor } } });
const inMemory = (w: World, sizeLimit?: string) => { w.pod('front').volumes[0].emptyDir = { medium: 'Memory', sizeLimit }; };

table('operability/malformed-gomemlimit', Severity.ERROR, {
  complains: {
    'the unit is Kubernetes\'': (w) => w.env('GOMEMLIMIT', '112Mi'),
    'there is a fraction': (w) => w.env('GOMEMLIMIT', '0.1GiB'),
    'there is a blank': (w) => w.env('GOMEMLIMIT', '112 MiB'),
    'it is in a ConfigMap': (w) => { w.get('ConfigMap', 'front-config').data.GOMEMLIMIT = '112M'; w.container('front').env.splice(6, 1); w.container('front').envFrom = [{ configMapRef: { name: 'front-config' } }]; },
  },
  quiet: {
    'it is off': (w) => w.env('GOMEMLIMIT', 'off'),
    'it is bytes': (w) => w.env('GOMEMLIMIT', '100000000'),
  },
});

table('operability/gomemlimit-above-limit', Severity.ERROR, {
  complains: {
    'it is above the memory limit': (w) => w.env('GOMEMLIMIT', '1GiB'),
    'a directory in memory takes the rest': (w) => inMemory(w, '64Mi'),
  },
  quiet: { 'there is no limit': (w) => { w.env('GOMEMLIMIT', '1GiB'); delete w.container('front').resources.limits; } },
});

table('operability/gomemlimit-tight', Severity.WARNING, {
  complains: { 'nothing is left': (w) => w.env('GOMEMLIMIT', '128MiB') },
});

table('operability/gomemlimit-too-small', Severity.WARNING, {
  complains: { 'the unit is missing': (w) => w.env('GOMEMLIMIT', '112') },
});

table('operability/gomemlimit-divisor', Severity.ERROR, {
  complains: { 'mebibytes are passed on': (w) => fromLimit(w, '1Mi') },
  quiet: { 'bytes are passed on': (w) => fromLimit(w, '1'), 'nothing is said': (w) => fromLimit(w) },
});

table('operability/gomemlimit-of-node', Severity.WARNING, {
  complains: { 'there is no limit to pass on': (w) => { fromLimit(w); delete w.container('front').resources.limits; } },
});

table('operability/gomaxprocs-disagrees', Severity.WARNING, {
  complains: { 'there are more threads than the limit pays for': (w) => { w.container('front').resources.limits.cpu = '2'; w.env('GOMAXPROCS', '8'); } },
  quiet: { 'there is no limit': (w) => w.env('GOMAXPROCS', '8') },
});

table('operability/gomaxprocs-frozen', Severity.INFO, {
  complains: { 'it says what the limit says': (w) => { w.container('front').resources.limits.cpu = '1500m'; w.env('GOMAXPROCS', '2'); } },
});

table('operability/gogc-off', Severity.WARNING, {
  complains: { 'garbage is kept': (w) => w.env('GOGC', 'off') },
  quiet: { 'it is a number': (w) => w.env('GOGC', '80') },
});

table('operability/memory-volume-unsized', Severity.WARNING, {
  complains: { 'a directory in memory has no end': (w) => inMemory(w) },
});
