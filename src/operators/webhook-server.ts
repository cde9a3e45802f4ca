import { Construct } from 'constructs';
import { Conversion } from './custom-resource-definition';
import { hookFlaws, WebhookType } from './webhook';
import { renderSelfSignedIssuer, renderServiceCertificate } from '../kube/certificate';
import { KubeIdentity } from '../kube/identity';
import { KubeObject } from '../kube/kube-object';
import { clusterWideName } from '../kube/rights';
import { renderSideService } from '../kube/service';
import { AdmissionHook, injectAuthority, renderWebhookConfiguration, webhookClient } from '../kube/webhook-configuration';
import { Draft } from '../model/draft';
import { Settled } from '../model/settled';
import { Platform } from '../platform/platform';
import { ExistingSecret } from '../secrets/existing-secret';
import { Port } from '../values/port';

/** A listener with TLS beside the traffic: its Service, its certificate and where the program finds it. @internal */
export class TlsListener {
  constructor(private readonly place: Construct, private readonly identity: KubeIdentity, private readonly settled: () => Settled, private readonly platform: Platform,
    private readonly draft: Draft, public readonly what: string, private readonly port: number, private readonly servicePort: number) {}

  public get service(): string {
    return `${this.identity.name}-${this.what}`;
  }

  public get secret(): string {
    return `${this.service}-cert`;
  }

  public get directory(): string {
    return `/run/secrets/${this.what}`;
  }

  /** Makes its objects; the issuer is shared. @param certified whether cert-manager makes the certificate */
  public open(certified: boolean = true): void {
    const object = (id: string, apiVersion: string, kind: string, name: string, render: () => any) => {
      if (!this.place.node.tryFindChild(id)) new KubeObject(this.place, id, { apiVersion, kind, name, render });
    };
    object(`${this.what}.Service`, 'v1', 'Service', this.service, () => renderSideService(this.settled(), this.identity, this.what, this.servicePort));
    this.draft.addPort(Port.tcp(this.what, this.port), `${this.what}, over TLS`);
    if (!certified) return;
    object('Issuer', 'cert-manager.io/v1', 'Issuer', this.identity.name, () => renderSelfSignedIssuer(this.settled(), this.identity));
    object(`${this.what}.Certificate`, 'cert-manager.io/v1', 'Certificate', this.service,
      () => renderServiceCertificate(this.settled(), this.identity, this.service, this.secret, this.platform.clusterDomain));
    const secret = ExistingSecret.of(this.secret, ['tls.crt', 'tls.key']);
    this.draft.addSecretFiles(this.directory, secret.keys.map((key) => secret.key(key)), 'the certificate, renewed by cert-manager; the program reads it anew');
  }
}

/** What the API server asks an operator over the network. @internal */
export class WebhookServer {
  public readonly hooks: { readonly [type in WebhookType]: AdmissionHook[] } = { [WebhookType.VALIDATING]: [], [WebhookType.MUTATING]: [] };
  private isOpen = false;

  constructor(private readonly place: Construct, private readonly identity: KubeIdentity, private readonly settled: () => Settled, private readonly platform: Platform,
    private readonly draft: Draft, public readonly listener: TlsListener, private readonly port: number) {}

  public get isNeeded(): boolean {
    return this.isOpen;
  }

  public add(type: WebhookType, hook: AdmissionHook): void {
    this.draft._report(hookFlaws(hook));
    const hooks = this.hooks[type];
    const same = hooks.findIndex((other) => other.name === hook.name && other.apiGroup === hook.apiGroup);
    if (same >= 0) hooks.splice(same, 1);
    hooks.push(hook);
    this.open();
    const kind = type === WebhookType.MUTATING ? 'MutatingWebhookConfiguration' : 'ValidatingWebhookConfiguration';
    if (this.place.node.tryFindChild(kind)) return;
    new KubeObject(this.place, kind, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind,
      name: clusterWideName(this.identity),
      clusterWide: true,
      render: () => renderWebhookConfiguration(this.settled(), this.identity, this.listener.service, this.listener.service, type === WebhookType.MUTATING, hooks),
    });
  }

  public get conversion(): Conversion {
    this.open();
    return {
      spec: () => ({ strategy: 'Webhook', webhook: { conversionReviewVersions: ['v1'], clientConfig: webhookClient(this.identity, this.listener.service, '/convert') } }),
      annotations: () => injectAuthority(this.identity, this.listener.service),
    };
  }

  private open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.listener.open();
    // The API server calls from its own address, which no selector of pods or namespaces matches.
    for (const peer of this.platform.apiServer) this.draft.addIngress(peer, this.port, 'the API server asks the webhooks');
  }
}
