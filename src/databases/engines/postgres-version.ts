import { quoted } from '../../values/flaw';
import type { DatabaseObjection } from '../database-engine';

const OLDEST = 14;
const NEWEST = 18;

/** `17` or `17.6`: the major decides which data the server can read. @internal */
export class PostgresVersion {
  public readonly major: number;

  public constructor(public readonly text: string) {
    const match = /^([0-9]{1,3})(\.[0-9]{1,3})?$/.exec(text);
    this.major = match ? Number(match[1]) : Number.NaN;
  }

  public objections(): DatabaseObjection[] {
    return this.major >= OLDEST && this.major <= NEWEST ? [] : [{
      slug: 'database/unsupported-version',
      what: `PostgreSQL ${quoted(this.text)} is not one that this library knows`,
      remedy: `Choose a major from ${OLDEST} to ${NEWEST}, or a release of one, such as "17" or "17.6"; other variants are named by \`image\`.`,
    }];
  }
}
