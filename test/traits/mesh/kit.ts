import { Chart } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { GoMicroservice, GoMicroserviceProps, GopherApp, Platform, PlatformProps } from '../../../src';
import { IMAGE } from '../../kit';

/** A shop in a mesh: `web` and `admin` call `checkout`. */
export class MeshShop {
  public readonly app: GopherApp;
  public readonly chart: Chart;
  public readonly web: GoMicroservice;
  public readonly admin: GoMicroservice;
  public readonly checkout: GoMicroservice;

  constructor(platform: PlatformProps, props: Partial<GoMicroserviceProps> = {}) {
    this.app = new GopherApp({ platform: new Platform(platform) });
    this.chart = new Chart(this.app, 'shop', { namespace: 'shop' });
    [this.web, this.admin] = ['web', 'admin'].map((name) => new GoMicroservice(this.chart, name, { image: IMAGE }));
    this.checkout = new GoMicroservice(this.chart, 'checkout', { image: IMAGE, ...props });
  }

  public get objects(): any[] {
    return parseAllDocuments(this.app.synthYaml()).map((document) => document.toJS()).filter((object) => object !== null);
  }

  public find(kind: string, name: string = 'checkout'): any {
    return this.objects.find((o) => o.kind === kind && o.metadata.name === name);
  }

  public spec(kind: string, name?: string): any {
    return this.find(kind, name)?.spec;
  }

  /** What the app refuses; empty if it does not. */
  public get refusal(): string {
    try {
      this.app.synthYaml();
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  }
}
