#!/bin/sh
# Installs the etcd that the API server keeps its objects in, unless it is there.
set -eu
command -v etcd >/dev/null && exit 0
# A server of the system's own must not start: the test runs its own. Debian asks
# policy-rc.d before it starts a service; one that is there already has its say.
if [ ! -e /usr/sbin/policy-rc.d ]; then
  printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
  chmod +x /usr/sbin/policy-rc.d
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends etcd-server
