# Asterisk as Debian sid has it, with no configuration of its own: the control server writes all of it into the
# volume /asterisk/etc.
#   docker build -f docker/asterisk.Dockerfile docker
ARG ASTERISK_BASE=docker.io/library/debian:sid-slim
FROM ${ASTERISK_BASE}

# policy-rc.d: nothing starts while the image is made. The link spares the configuration the name of the machine's
# architecture. The user has the same number in the server's image: both read the same volumes.
RUN printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d \
 && apt-get update \
 && apt-get install -y --no-install-recommends asterisk asterisk-moh-opsound-wav \
 && rm -rf /var/lib/apt/lists/* /etc/asterisk \
 && dpkg --compare-versions "$(dpkg-query --showformat='${Version}' --show asterisk)" ge 1:22.10.1 \
 && mkdir -p /usr/lib/asterisk \
 && ln -s /usr/lib/*-linux-gnu/asterisk/modules /usr/lib/asterisk/modules \
 && test -e /usr/lib/asterisk/modules/res_ari.so \
 && groupadd --gid 10001 tongdai \
 && useradd --uid 10001 --gid tongdai --home-dir /asterisk --shell /usr/sbin/nologin tongdai \
 && install -d -o tongdai -g tongdai -m 700 /asterisk /asterisk/etc /asterisk/state /state/prompts

COPY --chmod=755 asterisk-entrypoint.sh /usr/local/bin/asterisk-entrypoint
USER tongdai
STOPSIGNAL SIGTERM
ENTRYPOINT ["asterisk-entrypoint"]
