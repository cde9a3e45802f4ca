import { Flaw, flaw } from '../../values/flaw';

/** Parameters that CloudNativePG sets itself or refuses, beside those that no database here can set. Source: its documentation, "PostgreSQL configuration". */
const KEPT = new Set([
  'allow_alter_system', 'allow_system_table_mods', 'archive_cleanup_command', 'archive_command', 'archive_mode', 'bonjour', 'bonjour_name', 'cluster_name', 'data_sync_retry',
  'event_source', 'hot_standby', 'jit_provider', 'log_directory', 'log_file_mode', 'log_filename', 'log_rotation_age', 'log_rotation_size', 'log_truncate_on_rotation',
  'promote_trigger_file', 'recovery_end_command', 'recovery_min_apply_delay', 'recovery_target', 'recovery_target_action', 'recovery_target_inclusive', 'recovery_target_lsn',
  'recovery_target_name', 'recovery_target_time', 'recovery_target_timeline', 'recovery_target_xid', 'restart_after_crash', 'restore_command', 'shared_preload_libraries',
  'ssl', 'ssl_ca_file', 'ssl_cert_file', 'ssl_crl_file', 'ssl_dh_params_file', 'ssl_ecdh_curve', 'ssl_key_file', 'ssl_passphrase_command', 'ssl_passphrase_command_supports_reload',
  'ssl_prefer_server_ciphers', 'stats_temp_directory', 'synchronized_standby_slots', 'synchronous_standby_names', 'syslog_ident', 'syslog_sequence_numbers',
  'syslog_split_messages', 'temp_tablespaces',
]);

/** @internal */
export function keptParameterFlaws(parameters: { [name: string]: string }): Flaw[] {
  return Object.keys(parameters).filter((name) => KEPT.has(name)).map((name) => flaw('database/operator-parameter',
    `the parameter ${name} is CloudNativePG's to set; it would refuse the cluster`, name === 'shared_preload_libraries'
      ? 'Leave it out, and add the library to the Cluster\'s own list with addJsonPatch: /spec/postgresql/shared_preload_libraries.' : 'Leave it out.'));
}
