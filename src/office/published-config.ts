// The configuration as it is published, for what people read: titles, time zone, country. A call keeps the version
// that it began with; a page shows today's. Ports are those that we listen on: others come with the next start.
import type { Logger } from 'pino'
import { type Config, checkTree, readTree, type ServerConfig } from '../config.ts'

export type PublishedConfig = {
  readonly now: Config
  /** Reads the files again, which are the published ones at the moment of a publication. */
  follow(): Promise<void>
}

/** @param first as the files were at the start */
export function publishedConfig(first: Config, root: string, log: Logger): PublishedConfig {
  let now = first
  return {
    get now() {
      return now
    },
    async follow() {
      try {
        const { config } = checkTree(await readTree(root))
        if (config) now = { ...config, server: withPortsOf(first.server, config.server) }
      } catch (err) {
        log.error({ err }, 'the published files cannot be read; pages show the titles of the version before')
      }
    },
  }
}

function withPortsOf(
  { https, sip, ari, postgres, redis, rtp }: ServerConfig,
  server: ServerConfig,
): ServerConfig {
  return { ...server, https, ari, postgres, redis, rtp, sip: { ...server.sip, port: sip.port } }
}
