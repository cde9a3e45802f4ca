import { ILink } from '../../links/link';
import { IUsable } from '../../links/usable';
import type { DatabaseWorkload } from '../database-workload';

/** The copies behind a Service that an operator makes: they answer reads, a moment late. @internal */
export class OperatedCopies implements IUsable {
  public constructor(private readonly database: DatabaseWorkload, private readonly service: string) {}

  public acceptUse(link: ILink): void {
    this.database._acceptUseOf(link, `${this.database.name}-ro`, this.service);
  }
}
