import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Explanations } from './explanations';
import { ABSENT, JUDGES } from './judges';

const PAGE = join(__dirname, '../../docs/judges.md');
const BEGIN = '<!-- judges:begin -->';
const END = '<!-- judges:end -->';

/** docs/judges.md: what stands between its two comments is made from the lists. */
export class Page {
  public constructor(private readonly explained: Explanations, private readonly judged: string) {}

  /** Whether the page says what is so, whatever day it names. */
  public isCurrent(): boolean {
    return undated(between(readFileSync(PAGE, 'utf8')).inside) === undated(this.text());
  }

  public write(): void {
    const { before, after } = between(readFileSync(PAGE, 'utf8'));
    writeFileSync(PAGE, `${before}${this.text()}${after}`);
  }

  private text(): string {
    const judges = JUDGES.map(({ name, version, looksAt }) => `| ${name} | ${short(version)} | ${looksAt} |`);
    const absent = ABSENT.map(({ name, why }) => `| ${name} | ${why} |`);
    const explained = this.explained.all.map(({ checks, says, when, why, decision }) => (
      `| ${checks.map((c) => `\`${c}\``).join(' ')} | ${[when, says && `about ${says}`].filter(Boolean).join(', ') || 'always'} | ${why} | [why](decisions/0011-judges.md#${decision}) |`));
    return ['', `Last green: ${new Date().toISOString().slice(0, 10)}, over ${this.judged}.`, '',
      '| Judge | Version | Looks at |', '|---|---|---|', ...judges, '',
      '| Not asked | Because |', '|---|---|', ...absent, '',
      '| Explained | When | Reason | Decision |', '|---|---|---|---|', ...explained, ''].join('\n');
  }
}

function between(page: string): { before: string; inside: string; after: string } {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`docs/judges.md needs ${BEGIN} and ${END}`);
  return { before: page.slice(0, begin + BEGIN.length), inside: page.slice(begin + BEGIN.length, end), after: page.slice(end) };
}

function undated(text: string): string {
  return text.replace(/[0-9]{4}-[0-9]{2}-[0-9]{2}/, 'DAY');
}

/** The commit of a Go pseudo-version is enough for a reader. */
function short(version: string): string {
  return version.replace(/^v[0-9.]+-0\.[0-9]{14}-/, '');
}
