import { Construct } from 'constructs';
import { IUsable } from '../links/usable';

/** What a resource is called. @internal */
export function nameOf(resource: IUsable): string {
  return resource instanceof Construct ? resource.node.id : 'a resource';
}
