#!/bin/sh
# Installs Debian's Chromium, unless there is one: the page of the service graph is looked at in it.
set -eu
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] && exit 0
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium fonts-dejavu-core
