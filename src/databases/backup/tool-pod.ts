import { Duration } from 'cdk8s';
import { BACKUPS, SCRIPTS } from './store-use';
import { Draft } from '../../model/draft';
import { Platform } from '../../platform/platform';
import { Configuration } from '../../traits/configuration/configuration';
import { GoRuntime } from '../../traits/go-runtime';
import { GracefulDrain } from '../../traits/graceful-drain';
import { Hardening } from '../../traits/hardening';
import { CallPolicy } from '../../traits/mesh/call-policy';
import { Metadata } from '../../traits/metadata';
import { Telemetry } from '../../traits/telemetry';
import { ITrait } from '../../traits/trait';
import type { DatabaseParts } from '../database-parts';

/** What is about Go programs, and not for a server's own tools. @internal */
export const NOT_FOR_TOOLS: string[] = [GoRuntime.ID, GracefulDrain.ID, CallPolicy.ID, Telemetry.ID];

/** What the tools run with: as the server's user, to whom the image's files and the backups belong. @internal */
export function toolTraits({ server }: DatabaseParts, platform: Platform, component: string): ITrait[] {
  return [
    new Configuration({ env: {} }),
    new Hardening(platform.assignsUser ? {} : { user: server.user }),
    new Metadata({ component }),
  ];
}

/** Writes what there is for a tool to run, and what it is told; a store has it run. @internal */
export function writeTool(draft: Draft, script: string, files: { [name: string]: string }, env: { [name: string]: string }): void {
  for (const [name, content] of Object.entries(files)) draft.addFile(`${SCRIPTS}/${name}`, content, 'what is run');
  for (const [name, text] of Object.entries({ BACKUP_DIRECTORY: BACKUPS, ...env })) draft.addEnv(name, text, `${script} reads it`);
  draft.fixGracePeriod(Duration.seconds(30), 'what is half done is removed in that time (the API\'s default)');
}
