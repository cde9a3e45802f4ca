import { Chart, Testing } from 'cdk8s';
import {
  CustomResourceDefinition, CustomResourceDefinitionProps, CustomResourceVersion, GoOperator, GoOperatorProps, Image, ObjectSchemaProps, Platform, PlatformProps, Schema, SchemaRule,
} from '../../src';
import { objectsOf, problemsOf } from '../kit';

export const OPERATOR_IMAGE = Image.of('registry.example.com/shop/cache-operator:1.0.0');

/** A chart with an operator, and whatever else a test puts next to it. */
export class OperatorWorld {
  public readonly chart: Chart;
  public readonly operator: GoOperator;

  constructor(props: Partial<GoOperatorProps> = {}, platform: PlatformProps | Platform = {}, namespace: string | null = 'operators') {
    const app = Testing.app();
    (platform instanceof Platform ? platform : new Platform(platform)).applyTo(app);
    this.chart = new Chart(app, 'operators', namespace === null ? {} : { namespace });
    this.operator = new GoOperator(this.chart, 'cache-operator', { image: OPERATOR_IMAGE, ...props });
  }

  public define(props: Partial<CustomResourceDefinitionProps> = {}): CustomResourceDefinition {
    return defineIn(this.chart, props);
  }

  public get objects(): any[] {
    return objectsOf(this.chart);
  }

  public find(kind: string, name: string = 'cache-operator'): any {
    return this.objects.find((o) => o.kind === kind && o.metadata.name === name);
  }

  public get container(): any {
    return this.find('Deployment').spec.template.spec.containers[0];
  }

  public get problems(): string[] {
    return problemsOf(this.operator);
  }
}

export const V1: CustomResourceVersion = { name: 'v1', spec: Schema.objectOf({ size: Schema.integer({ minimum: 1 }) }), status: Schema.objectOf({ conditions: Schema.conditions() }) };

export function defineIn(chart: Chart, props: Partial<CustomResourceDefinitionProps> = {}): CustomResourceDefinition {
  return CustomResourceDefinition.define(chart, 'cache', { group: 'cache.example.com', kind: 'Cache', versions: [V1], ...props });
}

/** A version whose spec has these fields. */
export function versionWith(fields: { [name: string]: Schema }, props: ObjectSchemaProps & { rules?: SchemaRule[] } = {}, more: Partial<CustomResourceVersion> = {}): CustomResourceVersion {
  return { name: 'v1', spec: Schema.objectOf(fields, props), ...more };
}

/** The slugs of what is wrong with a construct that is no workload. */
export function flawsOf(definition: CustomResourceDefinition): string[] {
  return definition.node.validate().map((message) => /\] ?([a-zA-Z]+\/[a-z-]+):|^([a-zA-Z]+\/[a-z-]+):/.exec(message)?.slice(1).find((slug) => slug !== undefined) ?? message);
}
