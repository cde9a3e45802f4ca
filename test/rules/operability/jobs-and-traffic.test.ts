import { Severity } from '../../../src';
import { table, World } from '../graph/world';

const kept = (annotation: string, value: string) => (w: World) => {
  delete w.get('Job', 'migrate').spec.ttlSecondsAfterFinished;
  w.get('Job', 'migrate').metadata.annotations = { [annotation]: value };
};
const schedule = (text: string) => (w: World) => { w.get('CronJob', 'clean').spec.schedule = text; };

table('operability/job-without-ttl', Severity.WARNING, {
  complains: { 'a Job stays for ever': (w) => { delete w.get('Job', 'migrate').spec.ttlSecondsAfterFinished; } },
  quiet: {
    'a hook is deleted by its tool': kept('helm.sh/hook', 'pre-upgrade'),
    'a changed one is made anew by Flux': kept('kustomize.toolkit.fluxcd.io/force', 'enabled'),
    'it stays on purpose': kept('cdk8s-gopher.dev/kept', 'applied from Git, it would run again'),
  },
});

table('operability/schedule-never-fires', Severity.ERROR, {
  complains: {
    'no February has a day 30': schedule('0 0 30 2 *'),
    'no month of these has a day 31': schedule('0 0 31 feb,4,jun *'),
  },
  quiet: {
    'some Februaries have a day 29': schedule('0 0 29 2 *'),
    'Sundays will do as well': schedule('0 0 31 2 sun'),
    'it has a name': schedule('@daily'),
    'it is no schedule at all': schedule('every day'),
  },
});

table('operability/schedule-odd-step', Severity.WARNING, {
  complains: {
    'the step is longer than an hour': schedule('*/61 * * * *'),
    'the step is longer than a day': schedule('0 */24 * * *'),
    'the step does not go on over the hour': schedule('*/45 * * * *'),
  },
  quiet: { 'every half hour': schedule('*/30 * * * *'), 'every twelve hours': schedule('0 */12 * * *'), 'some minutes': schedule('0,45 * * * *') },
});

table('operability/starting-deadline-too-short', Severity.WARNING, {
  complains: { 'the controller looks every ten seconds': (w) => { w.get('CronJob', 'clean').spec.startingDeadlineSeconds = 5; } },
});

table('operability/cron-job-leaves-open', Severity.INFO, {
  complains: {
    'there is no deadline': (w) => { delete w.get('CronJob', 'clean').spec.startingDeadlineSeconds; },
    'runs may overlap': (w) => { w.get('CronJob', 'clean').spec.concurrencyPolicy = 'Allow'; },
  },
});

table('operability/headless-port-differs', Severity.WARNING, {
  also: ['graph/service-port-not-open'],
  complains: {
    'a number is translated': (w) => { Object.assign(w.get('Service', 'db').spec.ports[0], { port: 5000, targetPort: 5432 }); },
    'a name is': (w) => { w.get('Service', 'db').spec.ports[0].port = 5000; },
  },
});

table('operability/grpc-on-one-pod', Severity.INFO, {
  complains: { 'gRPC is behind one address': (w) => { w.get('Service', 'orders').spec.ports[0].name = 'grpc'; }, 'the protocol says so': (w) => { w.get('Service', 'orders').spec.ports[0].appProtocol = 'kubernetes.io/grpc'; } },
  quiet: {
    'clients can see all pods': (w) => {
      w.get('Service', 'orders').spec.ports[0].name = 'grpc';
      Object.assign(w.copy('Service', 'orders', 'orders-headless').spec, { clusterIP: 'None', ports: [{ port: 9000, targetPort: 9000 }] });
    },
    'a mesh balances calls': (w) => { w.get('Service', 'orders').spec.ports[0].name = 'grpc'; w.get('Namespace', 'shop').metadata.labels['istio-injection'] = 'enabled'; },
  },
});
