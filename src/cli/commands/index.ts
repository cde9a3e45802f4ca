import { diffEnv } from './diff-env';
import { graph } from './graph';
import { init } from './init';
import { plan } from './plan';
import { promote } from './promote';
import { verify } from './verify';
import { Command } from '../command';

/** Every command, in the order of the help. @internal */
export const COMMANDS: readonly Command[] = [init, verify, plan, diffEnv, promote, graph];
