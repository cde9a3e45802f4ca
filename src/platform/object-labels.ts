import { IConstruct } from 'constructs';
import { Platform } from './platform';

/** The labels of an object that belongs to no workload. @internal */
export function objectLabels(scope: IConstruct): { [key: string]: string } {
  const platform = Platform.of(scope);
  return {
    ...platform.labels,
    ...(platform.owner === undefined ? {} : { owner: platform.owner }),
    'app.kubernetes.io/managed-by': 'cdk8s-gopher',
  };
}
