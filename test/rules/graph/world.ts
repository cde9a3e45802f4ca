import { readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { Finding, Manifest, ManifestOrigin, Manifests, RuleBook, Severity } from '../../../src';
import { External } from '../../../src/rules/graph/external';
import { graphRules } from '../../../src/rules/graph/graph-rules';
import { operabilityRules } from '../../../src/rules/operability/operability-rules';

const OBJECTS = parseAllDocuments(readFileSync(join(__dirname, 'world.yaml'), 'utf8')).map((document) => document.toJS());

/** What both families find. */
export function verify(objects: any[], externals: External[] = [], origin: ManifestOrigin = {}): Finding[] {
  const manifests = Manifests.of(objects.map((object) => Manifest.of(object, origin)));
  return RuleBook.of([...graphRules(externals), ...operabilityRules()]).verify(manifests);
}

/** The shop of `world.yaml`, to be broken. */
export class World {
  public readonly objects: any[] = structuredClone(OBJECTS);
  public externals: External[] = [];
  public kubernetesMinor: number = 33;

  public get(kind: string, name: string): any {
    return this.objects.find((o) => o.kind === kind && o.metadata.name === name);
  }

  /** The spec of the pods of a Deployment, StatefulSet or Job. */
  public pod(name: string, kind: string = 'Deployment'): any {
    return this.get(kind, name).spec.template.spec;
  }

  public container(name: string, kind: string = 'Deployment'): any {
    return this.pod(name, kind).containers[0];
  }

  public env(name: string, value: string, workload: string = 'front'): void {
    const container = this.container(workload);
    container.env = [...(container.env ?? []).filter((e: any) => e.name !== name), { name, value }];
  }

  public add(...objects: any[]): void {
    this.objects.push(...objects);
  }

  /** A copy of an object under another name. */
  public copy(kind: string, name: string, newName: string): any {
    const object = structuredClone(this.get(kind, name));
    object.metadata.name = newName;
    this.add(object);
    return object;
  }

  public remove(kind: string, name: string): void {
    this.objects.splice(this.objects.indexOf(this.get(kind, name)), 1);
  }

  public get findings(): Finding[] {
    return verify(this.objects, this.externals, { kubernetesMinor: this.kubernetesMinor });
  }
}

/** Rules about what every workload should have: a break of something else may take that away as well. */
const BACKGROUND = ['no-requests', 'no-memory-limit', 'memory-overcommitted', 'token-mounted', 'default-service-account', 'single-pod', 'no-drain-delay', 'rollout-takes-pods']
  .map((name) => `operability/${name}`);

export type Break = (world: World) => void;

/** One table per rule: what it complains about, and what it does not. */
export interface Table {
  /** by promise; each break is found by this rule, and by no other but those in `also` */
  readonly complains: { readonly [promise: string]: Break };
  readonly quiet?: { readonly [promise: string]: Break };
  /** rules that rightly find the same break */
  readonly also?: readonly string[];
}

export function table(ruleId: string, severity: Severity, { complains, quiet, also = [] }: Table): void {
  const known = [...graphRules([]), ...operabilityRules()].find((rule) => rule.ruleId === ruleId);
  describe(ruleId, () => {
    test(`is of severity ${severity}`, () => expect(known?.severity).toBe(severity));
    test.each(Object.entries(complains))('complains: %s', (_, breakIt) => {
      const world = new World();
      breakIt(world);
      const ids = new Set(world.findings.map((f) => f.rule));
      [...also, ...BACKGROUND].filter((id) => id !== ruleId).forEach((id) => ids.delete(id));
      expect([...ids]).toEqual([ruleId]);
    });
    for (const [promise, change] of Object.entries(quiet ?? {})) {
      test(`stays quiet: ${promise}`, () => {
        const world = new World();
        change(world);
        expect(world.findings.filter((f) => f.rule === ruleId).map(String)).toEqual([]);
      });
    }
  });
}
