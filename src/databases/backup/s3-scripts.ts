/*
 * How backups get to an object storage and back: plain sh and rclone, whose image has no
 * more than busybox. Access keys are read from their files.
 */

const HEAD = String.raw`set -eu
umask 077
say() { echo "$PROGRAM: $*"; }
refuse() { echo "$PROGRAM: $*" >&2; exit 42; }
if [ -n "$S3_CREDS" ]; then
  RCLONE_CONFIG_STORE_ACCESS_KEY_ID=$(tr -d '\r\n' <"$S3_CREDS/access-key-id")
  RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY=$(tr -d '\r\n' <"$S3_CREDS/secret-access-key")
  export RCLONE_CONFIG_STORE_ACCESS_KEY_ID RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY
fi
remote="store:$S3_PATH/$BACKUP_OF"
home="$BACKUP_DIRECTORY/$BACKUP_OF"
`;

/** Copies what was made, and removes what is too old. @internal */
export const S3_UPLOAD = String.raw`#!/bin/sh
# Copies the backup that was just made, compares it with what has arrived, and only then
# writes its checksums, without which it is none. Older ones go after that.
PROGRAM=upload
${HEAD}
stamp=$(ls "$home" | grep -E '^[0-9]{8}T[0-9]{6}Z$' | sort | tail -n 1)
[ -n "$stamp" ] || refuse "there is no backup in $home"
began=$(date +%s)
rclone copy "$home/$stamp" "$remote/$stamp" --exclude SHA256SUMS
rclone check "$home/$stamp" "$remote/$stamp" --exclude SHA256SUMS --one-way
rclone copyto "$home/$stamp/SHA256SUMS" "$remote/$stamp/SHA256SUMS"
say "copied $stamp to $remote in $(($(date +%s) - began)) s"

oldest=$(date -u -d "@$(($(date +%s) - BACKUP_KEEP_SECONDS))" +%Y%m%d%H%M%S)
for old in $(rclone lsf --dirs-only "$remote" | tr -d / | grep -E '^[0-9]{8}T[0-9]{6}Z$'); do
  [ "$old" != "$stamp" ] && [ "$(echo "$old" | tr -d TZ)" -lt "$oldest" ] || continue
  rclone delete "$remote/$old" --include SHA256SUMS
  rclone purge "$remote/$old"
  say "removed $old, its time is over"
done
`;

/** Brings the chosen backup, or the newest. @internal */
export const S3_FETCH = String.raw`#!/bin/sh
PROGRAM=fetch
${HEAD}
is_whole() { [ -n "$(rclone lsf "$remote/$1" --include SHA256SUMS)" ]; }
stamp="$BACKUP_NAME"
if [ -z "$stamp" ]; then
  for each in $(rclone lsf --dirs-only "$remote" | tr -d / | grep -E '^[0-9]{8}T[0-9]{6}Z$' | sort -r); do
    if is_whole "$each"; then stamp="$each"; break; fi
  done
fi
[ -n "$stamp" ] && is_whole "$stamp" || refuse "there is no backup $stamp in $remote"
rm -rf "$home"
mkdir -p "$home"
rclone copy "$remote/$stamp" "$home/$stamp"
say "brought $stamp from $remote"
`;
