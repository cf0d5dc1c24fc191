# The control server: keeper, switchboard and office of Tongdai. Build it from the checkout:
#   docker build -f docker/server.Dockerfile .
# Any Debian 12 or newer with Node 24 or newer and npm will do as a base.
ARG NODE_BASE=docker.io/library/node:24-bookworm-slim
FROM ${NODE_BASE}

# The built-in voice. The user has the same number in Asterisk's image: both read the same volumes.
RUN apt-get update \
 && apt-get install -y --no-install-recommends espeak-ng sox \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 tongdai \
 && useradd --uid 10001 --gid tongdai --home-dir /tongdai --shell /usr/sbin/nologin tongdai \
 && install -d -o tongdai -g tongdai -m 700 /state /state/prompts /asterisk /asterisk/etc

WORKDIR /tongdai
# Packages first, so that a change of ours does not fetch them again. The base brings Node itself; the other optional
# packages hold the bundler's program for this machine, which builds the pages at the start.
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force \
 && rm -rf node_modules/node-linux-* node_modules/.bin/node
COPY LICENSE README.md CHANGELOG.md ./
COPY src src
COPY config config
COPY ivr-flows ivr-flows
COPY sounds sounds

ENV TONGDAI_HOME=/state PATH=/tongdai/node_modules/.bin:$PATH
USER tongdai
# A stop drains: live calls may finish (drain: in config/server.yaml).
STOPSIGNAL SIGTERM
CMD ["node", "src/main.ts", "keeper"]
