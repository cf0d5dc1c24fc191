// Every address of the API: one line a subject. Each route says who may (`config: { may }`, policies.ts).
import { agentRoutes } from './agents.ts'
import { auditRoutes } from './audit.ts'
import { banRoutes } from './bans.ts'
import { blockedRoutes } from './blocked.ts'
import { callMoveRoutes } from './call-moves.ts'
import { callTargetRoutes } from './call-targets.ts'
import { callRoutes } from './calls.ts'
import { cdrRoutes } from './cdrs.ts'
import { configurationRoutes } from './configuration.ts'
import { customerRoutes } from './customers.ts'
import { dialAlarmRoutes } from './dial-alarms.ts'
import { diallingRoutes } from './dialling.ts'
import { docsRoutes } from './docs.ts'
import { erasureRoutes } from './erasures.ts'
import { flowRoutes } from './flows.ts'
import { followUpRoutes } from './follow-ups.ts'
import { healthRoute } from './health.ts'
import { holdRoutes } from './holds.ts'
import { hotlineRoutes } from './hotlines.ts'
import { hoursRoutes } from './hours.ts'
import { liveRoute } from './live.ts'
import { messageRoutes } from './messages.ts'
import { metricsRoute } from './metrics.ts'
import { openapiRoute } from './openapi.ts'
import { pageRoutes } from './pages.ts'
import type { App, HttpParts } from './parts.ts'
import { peopleRoutes } from './people.ts'
import { peopleTableRoutes } from './people-import.ts'
import { phoneRoutes } from './phones.ts'
import { promptRoutes } from './prompts.ts'
import { queueRoutes } from './queues.ts'
import { recordingRoutes } from './recordings.ts'
import { reportRoutes } from './reports.ts'
import { secondFactorRoutes } from './second-factor.ts'
import { sendingRoutes } from './sendings.ts'
import { sessionRoutes } from './sessions.ts'
import { simulationRoutes } from './simulations.ts'
import { systemRoutes } from './system.ts'
import { tokenRoutes } from './tokens.ts'
import { troubleRoutes } from './troubles.ts'
import { trunkRoutes } from './trunks.ts'
import { whyRoutes } from './whys.ts'

export type Routes = (app: App, parts: HttpParts) => void | Promise<void>

/** Under /api/v1, for people who are logged in (unless the policy is `anyone`). */
export const apiRoutes: readonly Routes[] = [
  agentRoutes,
  auditRoutes,
  callRoutes,
  callMoveRoutes,
  callTargetRoutes,
  diallingRoutes,
  dialAlarmRoutes,
  customerRoutes,
  erasureRoutes,
  followUpRoutes,
  queueRoutes,
  whyRoutes,
  cdrRoutes,
  holdRoutes,
  hotlineRoutes,
  configurationRoutes,
  flowRoutes,
  hoursRoutes,
  liveRoute,
  openapiRoute,
  recordingRoutes,
  messageRoutes,
  sendingRoutes,
  reportRoutes,
  simulationRoutes,
  phoneRoutes,
  promptRoutes,
  systemRoutes,
  trunkRoutes,
  banRoutes,
  blockedRoutes,
  peopleRoutes,
  peopleTableRoutes,
  sessionRoutes,
  secondFactorRoutes,
  troubleRoutes,
  tokenRoutes,
]

/** Beside the API: health, pages. */
export const openRoutes: readonly Routes[] = [docsRoutes, healthRoute, metricsRoute, pageRoutes]
