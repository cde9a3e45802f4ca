import { adopt } from './adopt';
import { completionOf } from './completion';
import { diffEnv } from './diff-env';
import { explain } from './explain';
import { graph } from './graph';
import { init } from './init';
import { plan } from './plan';
import { promote } from './promote';
import { synth } from './synth';
import { verify } from './verify';
import { Command } from '../command';

const WORK: readonly Command[] = [init, adopt, synth, verify, plan, explain, graph, diffEnv, promote];

/** Every command, in the order of the help. @internal */
export const COMMANDS: readonly Command[] = [...WORK, completionOf(WORK)];
