#!/bin/sh
# Waits for the configuration that the control server writes, asterisk.conf last, then becomes Asterisk.
set -eu
etc=/asterisk/etc
until [ -s "$etc/asterisk.conf" ]; do sleep 1; done
for folder in lib/keys spool/recording run log cache; do mkdir -p "/asterisk/state/$folder"; done
exec asterisk -f -C "$etc/asterisk.conf"
