// The whole configuration of Asterisk, from one source: for our own runtime, for the container image and for
// `tongdai asterisk-config`. File name → text; secrets are inside, so the files are written 0600.
import { extensionsConf } from './dialplan.ts'
import { modulesConf } from './modules.ts'
import { pjsipConf } from './pjsip.ts'
import { ariConf, asteriskConf, httpConf, loggerConf, musicConf, rtpConf, sorceryConf } from './server.ts'
import type { AsteriskSetup } from './setup.ts'

export function asteriskConfiguration(setup: AsteriskSetup): Readonly<Record<string, string>> {
  const { tls } = setup.sip
  return {
    'asterisk.conf': asteriskConf(setup),
    'modules.conf': modulesConf(),
    'http.conf': httpConf(setup),
    'ari.conf': ariConf(setup),
    'pjsip.conf': pjsipConf(setup),
    ...(tls ? { 'sip-cert.pem': tls.cert, 'sip-key.pem': tls.key } : {}),
    'pjproject.conf': '[startup]\ntype = startup\nlog_level = default\n',
    'extensions.conf': extensionsConf(setup),
    'rtp.conf': rtpConf(setup),
    'musiconhold.conf': musicConf(setup),
    'logger.conf': loggerConf(),
    'sorcery.conf': sorceryConf(),
    'cdr.conf': OFF,
    'cel.conf': OFF,
    'manager.conf': '[general]\nenabled = no\n',
    'indications.conf': INDICATIONS,
    'features.conf': '[general]\n',
    'acl.conf': '',
    'ccss.conf': '[general]\n',
    'udptl.conf': '[general]\n',
    'websocket_client.conf': '',
    'stasis.conf': '[threadpool]\n',
  }
}

/** The journal is the record; Asterisk keeps none of its own. */
const OFF = '[general]\nenable = no\n'

/** Vietnam's tones. */
const INDICATIONS = `[general]
country = vn
[vn]
description = Vietnam
ringcadence = 1000,4000
dial = 425
busy = 425/500,0/500
ring = 425/1000,0/4000
congestion = 425/250,0/250
`
