import { go } from './go';
import { Language } from './language';
import { python } from './python';
import { typescript } from './typescript';
import { nearest } from '../../../values/nearest';
import { CannotRun } from '../../cannot-run';

const ALL: readonly Language[] = [typescript, go, python];

/** The language that somebody names. @internal */
export function languageOf(said: string): Language {
  const found = ALL.find(({ name, aliases }) => [name, ...aliases].includes(said.toLowerCase()));
  if (found) return found;
  const near = nearest(said, ALL.flatMap(({ name, aliases }) => [name, ...aliases]));
  throw new CannotRun(`"${said}" is no language of a program here. ${near === undefined ? `There are ${ALL.map(({ name }) => name).join(', ')}.` : `Did you mean "${near}"?`}`);
}
