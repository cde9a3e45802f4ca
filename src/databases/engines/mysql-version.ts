import { MysqlDialect } from './mysql-dialect';
import { quoted } from '../../values/flaw';
import type { DatabaseObjection } from '../database-engine';

/** `11.8` or `11.8.3`: the first two numbers decide which data the server can read. @internal */
export class MysqlVersion {
  /** `11.8`; `unknown` if it cannot be read */
  public readonly series: string;

  public constructor(private readonly dialect: MysqlDialect, public readonly text: string) {
    this.series = /^([0-9]{1,3}\.[0-9]{1,3})(\.[0-9]{1,3})?$/.exec(text)?.[1] ?? 'unknown';
  }

  public objections(): DatabaseObjection[] {
    const { product, series } = this.dialect;
    const last = series[series.length - 1];
    return series.includes(this.series) ? [] : [{
      slug: 'database/unsupported-version',
      what: `${product} ${quoted(this.text)} is not one that this library knows`,
      remedy: `Choose a release with long support, ${series.join(', ')}, or a patch of one, such as "${last}.2"; other variants are named by \`image\`.`,
    }];
  }
}
