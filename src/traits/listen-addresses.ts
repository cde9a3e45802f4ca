import { Trait } from './trait';
import { ITraitHost } from './trait-host';
import { toEnvPrefix } from '../values/names';
import { Port } from '../values/port';

/**
 * Tells a program where to listen, so that its ports are said in one place.
 *
 * Becomes a variable per port: `HTTP_ADDR=:8080`. Leave it out for a program that knows
 * its ports by itself.
 */
export class ListenAddresses extends Trait {
  /** the trait's id */
  public static readonly ID = 'listen-addresses';
  public readonly traitId = ListenAddresses.ID;

  /** @param ports where the program listens */
  public constructor(private readonly ports: Port[]) {
    super();
  }

  public bind({ draft }: ITraitHost): void {
    const byName = new Map([...this.ports].reverse().map((port) => [port.name, port])); // two of one name are reported already
    for (const port of byName.values()) draft.addEnv(`${toEnvPrefix(port.name)}_ADDR`, `:${port.number}`, 'where the program is to listen');
  }
}
