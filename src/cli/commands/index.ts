import { diffEnv } from './diff-env';
import { graph } from './graph';
import { plan } from './plan';
import { promote } from './promote';
import { verify } from './verify';
import { Command } from '../command';

/** Every command, in the order of the help. @internal */
export const COMMANDS: readonly Command[] = [verify, plan, diffEnv, promote, graph];
