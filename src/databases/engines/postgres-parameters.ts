import { quoted } from '../../values/flaw';
import type { DatabaseObjection } from '../database-engine';

const OURS = 'bootstrap, probes, Service and network policy rely on it';
const FILES = 'the configuration lies in a ConfigMap, under fixed paths';
const LOGS = 'logs go to stderr, where kubectl logs and the node\'s collector find them';
const SAFETY = 'without it a crash can destroy the data';
const ONE = 'the topology says who follows whom';

/** Parameters that cannot be set, and why. */
const BLOCKED: { [name: string]: string } = {
  config_file: FILES,
  data_directory: FILES,
  external_pid_file: FILES,
  hba_file: FILES,
  ident_file: FILES,
  include: FILES,
  include_dir: FILES,
  include_if_exists: FILES,
  listen_addresses: OURS,
  port: OURS,
  unix_socket_directories: OURS,
  unix_socket_group: OURS,
  unix_socket_permissions: OURS,
  log_destination: LOGS,
  logging_collector: LOGS,
  syslog_facility: LOGS,
  password_encryption: 'clients are let in by scram-sha-256 only',
  huge_pages: 'the pod requests none; PostgreSQL would be killed when it touches them',
  fsync: SAFETY,
  full_page_writes: SAFETY,
  zero_damaged_pages: SAFETY,
  primary_conninfo: ONE,
  primary_slot_name: ONE,
};

const NAME = /^[a-z_][a-z0-9_$]*(\.[a-z_][a-z0-9_$]*)?$/;

/** Parameter names have no case: `TimeZone` is `timezone`. @internal */
export function normalized(parameters: { [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** @internal */
export function parameterObjections(parameters: { [name: string]: string }): DatabaseObjection[] {
  return Object.entries(parameters).flatMap(([name, value]) => {
    if (!NAME.test(name)) {
      return [{ slug: 'database/bad-parameter', what: `${quoted(name)} cannot be the name of a parameter`, remedy: 'Write it as the manual does, such as "log_min_duration_statement".' }];
    }
    if (name in BLOCKED) {
      return [{ slug: 'database/blocked-parameter', what: `the parameter ${name} cannot be set to ${quoted(value)}: ${BLOCKED[name]}`, remedy: 'Leave it out.' }];
    }
    return [];
  });
}
