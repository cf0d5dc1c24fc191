// Ports that the environment names replace those of server.yaml, so that a second system can run beside the first.
import type { ServerConfig } from './config-types.ts'
import type { Environment } from './environment.ts'
import { callsCarried } from './files/server.ts'

export function withOwnPorts(
  server: ServerConfig | undefined,
  environment: Pick<Environment, 'ports'> | undefined,
): ServerConfig | undefined {
  if (!server || !environment) return server
  const { https, sip, ari, postgres, redis, rtpFirst, rtpLast } = environment.ports
  const rtp = { first: rtpFirst ?? server.rtp.first, last: rtpLast ?? server.rtp.last }
  const isNamed = server.maxCalls !== callsCarried(server.rtp)
  return {
    ...server,
    https: { port: https ?? server.https.port },
    sip: { ...server.sip, port: sip ?? server.sip.port },
    ari: { port: ari ?? server.ari.port },
    postgres: { port: postgres ?? server.postgres.port },
    redis: { port: redis ?? server.redis.port },
    rtp,
    maxCalls: isNamed ? server.maxCalls : callsCarried(rtp),
  }
}
