import { Chart } from 'cdk8s';
import { ExternalService, GopherApp, NetworkPeer, Port } from '../../src';
import { serviceIn } from '../kit';

/** Texts that a careless page would take for its own. */
export const MARKUP = ['</script><script>window.harmed = true</script>', '<img src=x onerror="window.harmed = true">', '{{script}} \u2028 ]]> --> "]; end', '`${harmed}` %% %%{init: {}}%%'];

/** An app whose every free text is markup, and that has been careless with a password. */
export function hostileApp(): GopherApp {
  const app = new GopherApp();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const checkout = serviceIn(chart, 'checkout', { env: { NOTE: MARKUP[0], DB_PASSWORD: 'hunter2', DSN: 'postgres://shop:hunter2@db.example.com/shop' } });
  checkout.draft.addAnnotation('example.com/note', MARKUP[1], MARKUP[2]);
  checkout.draft.addEnv('PATTERN', MARKUP[3], MARKUP[0]);
  const end = new ExternalService(chart, 'end', { host: 'end.example.com', ports: [Port.https(443)] });
  checkout.calls(end);
  checkout.addCaller(NetworkPeer.pods({ 'example.com/a"]; click': 'x' }));
  return app;
}
