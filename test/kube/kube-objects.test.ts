import { Chart, JsonPatch, Testing } from 'cdk8s';
import { KubeObject } from '../../src/kube/kube-object';
import { KubeObjects, PlannedObject } from '../../src/kube/kube-objects';
import { Revision } from '../../src/model/revision';

/** A place whose plan a test may change. */
class Place {
  public readonly chart: Chart = Testing.chart();
  public readonly objects: KubeObjects;
  private plan: PlannedObject[] = [];

  constructor(...names: string[]) {
    this.objects = new KubeObjects(this.chart, 'Objects', () => this.plan);
    this.due(...names);
  }

  public due(...names: string[]): void {
    this.plan = names.map((name) => ({ id: name, apiVersion: 'v1', kind: 'ConfigMap', name, render: () => ({ body: { data: { name } } }) }));
    Revision.advance();
  }

  public rename(id: string, name: string): void {
    this.plan = this.plan.map((object) => (object.id === id ? { ...object, name } : object));
    Revision.advance();
  }

  public get names(): string[] {
    return Testing.synth(this.chart).map((object) => object.metadata.name);
  }
}

describe('objects of which there are as many as the facts say', () => {
  test('are those that are due, in the order of the plan, whenever somebody looked', () => {
    const place = new Place('b');
    expect(place.names).toEqual(['b']);
    place.due('a', 'b', 'c');
    expect(place.names).toEqual(['a', 'b', 'c']);
    place.due('c');
    expect(place.names).toEqual(['c']);
    place.due();
    expect(place.names).toEqual([]);
  });

  test('are the same constructs as long as they are due, with their patches', () => {
    const place = new Place('a', 'b');
    const [a] = place.objects.node.children as KubeObject[];
    a.addJsonPatch(JsonPatch.add('/data/more', 'yes'));
    place.due('a', 'c');
    expect(place.objects.node.children[0]).toBe(a);
    expect(Testing.synth(place.chart)[0].data).toEqual({ name: 'a', more: 'yes' });
  });

  test('are others under another name', () => {
    const place = new Place('a');
    const [before] = place.objects.node.children;
    place.rename('a', 'z');
    expect(place.objects.node.children[0]).not.toBe(before);
    expect(place.names).toEqual(['z']);
  });

  test('looking twice is looking once', () => {
    const place = new Place('a', 'b');
    expect(place.objects.node.children).toEqual(place.objects.node.children);
    expect(place.chart.node.findAll()).toHaveLength(4);
  });
});
