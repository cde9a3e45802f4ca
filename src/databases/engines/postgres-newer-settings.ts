/** The part of the scripts that writes the file which the configuration includes at its end. @internal */
export const NEWER_SETTINGS = String.raw`# Settings that only newer majors know: those of this one go where the configuration includes them from.
: >"$DATABASE_SOCKETS/version.conf"
for settings in "$DATABASE_CONFIG"/since-[0-9]*.conf; do
  [ -e "$settings" ] || continue
  since=$(basename "$settings" | tr -dc 0-9)
  if [ "$major" -ge "$since" ]; then cat "$settings" >>"$DATABASE_SOCKETS/version.conf"; fi
done
`;
