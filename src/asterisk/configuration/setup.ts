// What Asterisk's configuration is made from: the one input of every file in this folder.

export type AsteriskFolders = {
  etc: string
  modules: string
  /** Asterisk's own data: hold music, documentation. */
  data: string
  /** Database, keys, spool, run and logs, all ours. */
  state: string
}

export type TrunkSetup = {
  name: string
  /** Addresses or networks that its INVITEs come from. */
  match: readonly string[]
  codecs: readonly string[]
  /** Asterisk's word. */
  dtmfMode: string
  registration?: RegistrationSetup
  /** Where it is called; missing: nobody may. */
  dialOut?: { host: string; port: number; transport: 'udp' | 'tcp' }
}

export type RegistrationSetup = {
  host: string
  port: number
  user: string
  /** Missing where nobody has set the secret yet: then we don't register, and that is shown. */
  password?: string
  realm?: string
  contact: string
  transport: 'udp' | 'tcp'
  expiresS: number
  retryS: number
}

export type AsteriskSetup = {
  /** Part of every uniqueid, so that ids of two machines never meet. */
  systemName: string
  folders: AsteriskFolders
  sip: {
    bind: string
    port: number
    publicAddress?: string
    /** Networks (CIDR) that reach us without NAT. */
    localNets: readonly string[]
    /** Certificate and key in PEM; missing: no TLS. */
    tls?: { port: number; cert: string; key: string }
    /** Networks that may speak SIP to us at all. */
    allow: readonly string[]
  }
  rtp: { first: number; last: number }
  ari: { port: number; user: string; password: string }
  trunks: readonly TrunkSetup[]
  /** Where a call goes when nobody of ours answers for a minute: number as dialled → phone. */
  emergency: readonly { number: string; phone: string }[]
  /** Seconds after which a caller's leg ends by itself, whatever happens to us. */
  maxCallS: number
  /** The net below our own limit: Asterisk itself takes no more, also while we are away. */
  maxCalls: number
}

/** The ARI application that every call enters. */
export const APPLICATION = 'tongdai'

/** Realm of the phones' digest; an HA1 is md5(user:REALM:password). */
export const REALM = 'tongdai'

/** Private, loopback and link-local networks: who may speak SIP to us unless `allow` widens it. */
export const PRIVATE_NETWORKS = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '100.64.0.0/10',
]
