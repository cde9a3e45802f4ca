import { IConstruct } from 'constructs';
import { Platform } from '../platform/platform';

/** What every object has that makes a Secret: whose it is. @internal */
export function secretLabels(of: IConstruct): { [key: string]: string } {
  const platform = Platform.of(of);
  return { ...platform.labels, ...(platform.owner === undefined ? {} : { owner: platform.owner }), 'app.kubernetes.io/managed-by': 'cdk8s-gopher' };
}
