import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart } from 'cdk8s';
import { Edge, EdgeController, GoMicroserviceProps, GopherApp, Platform, PlatformProps, ProgressiveDelivery, ProgressiveDeliveryProps } from '../../../src';
import { answersOf, isThirdParty } from '../../conformance/third-party/judge';
import { serviceIn } from '../../kit';

export const GATEWAY = Edge.gateway({ name: 'public', namespace: 'gateways', listener: 'https', controller: EdgeController.ENVOY_GATEWAY });

export function argo(props: ProgressiveDeliveryProps = {}, more: PlatformProps = {}): Platform {
  return new Platform({ progressiveDelivery: ProgressiveDelivery.argoRollouts(props), ...more });
}

export function flagger(props: ProgressiveDeliveryProps = {}, more: PlatformProps = {}): Platform {
  return new Platform({ progressiveDelivery: ProgressiveDelivery.flagger(props), ...more });
}

/** What the rules find in an app with one service, apart from that third-party kinds are not checked by them. */
export function findingsIn(platform: Platform, props: Partial<GoMicroserviceProps>, host?: string): string[] {
  const app = new GopherApp({ platform, outdir: mkdtempSync(join(tmpdir(), 'delivery-')) });
  const service = serviceIn(new Chart(app, 'shop', { namespace: 'shop' }), 'checkout', props);
  if (host !== undefined) service.exposeAt(host);
  return app.findings().filter((f) => f.rule !== 'structure/unknown-kind').map(String);
}

/** What an API server that has the definitions would say against the third-party objects. */
export function refusalsOf(objects: any[]): string[] {
  const theirs = objects.filter(isThirdParty);
  return answersOf(theirs).flatMap((answer, i) => (answer.verdict === 'accept' && answer.strict.length === 0 ? []
    : [`${theirs[i].kind} ${theirs[i].metadata.name}: ${JSON.stringify([answer.errors, answer.strict])}`]));
}
