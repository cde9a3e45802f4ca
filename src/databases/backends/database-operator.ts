import { Draft } from '../../model/draft';
import { Settled } from '../../model/settled';
import { ISecretSource } from '../../secrets/secret-source';
import { Flaw } from '../../values/flaw';
import { Port } from '../../values/port';
import type { DatabaseResources } from '../database-engine';
import type { DatabaseServer } from '../database-server';
import type { DatabaseWorkload, ServerPlan } from '../database-workload';
import type { StatefulDatabaseProps } from '../stateful-database';

/** What an operator's objects are made of, and where they go. @internal */
export interface OperatedDatabase {
  readonly workload: DatabaseWorkload;
  /** at the lowest rank */
  readonly draft: Draft;
  readonly plan: ServerPlan;
  /** the engine's answer; what it says of pods is the operator's affair */
  readonly server: DatabaseServer;
  /** Makes an object, rendered when asked for. */
  object(id: string, apiVersion: string, kind: string, name: string, render: () => any): void;
  /** What the server has to work with, once that is settled. */
  resources(settled: Settled): DatabaseResources | undefined;
}

/**
 * A controller in the cluster that runs database servers from a custom resource.
 *
 * @internal
 */
export interface DatabaseOperator {
  /** as people call it: `CloudNativePG` */
  readonly operatorName: string;
  /** where the pods serve metrics, if they do */
  readonly metrics?: Port;
  /** the labels that the operator gives the pods of a database, and no others of the namespace */
  podLabelsOf(database: string): { [key: string]: string };
  /** the Service that leads to the server that takes writes */
  serviceOf(database: string): string;
  /** the Service that leads to the copies, if the operator makes one */
  readOnlyServiceOf(database: string): string | undefined;
  /** the Secret that the operator makes where nobody gives one, if it does */
  credentialsOf(database: string): ISecretSource | undefined;
  /** what cannot work, whatever is settled */
  flawsOf(database: string, user: string, props: StatefulDatabaseProps): Flaw[];
  /** Writes facts and makes the objects. */
  run(database: OperatedDatabase): void;
}
