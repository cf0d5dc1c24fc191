// What the web app knows of the API: types only, from the very schemas that the answers are checked by.
import type { Static } from 'typebox'
import type { Finding } from '../config/finding.ts'
import type { AgentView as AgentSchema } from './agents.ts'
import type { AuditPage as AuditSchema } from './audit.ts'
import type { BanView as BanSchema } from './bans.ts'
import type { BlockedView as BlockedSchema } from './blocked.ts'
import type { CallTargets as TargetsSchema } from './call-targets.ts'
import type { CallView as CallSchema } from './calls.ts'
import type { Head, Page, Whole } from './cdr-schemas.ts'
import type {
  ConfigurationView as ConfigurationSchema,
  VersionHead as VersionHeadSchema,
  VersionView as VersionSchema,
} from './configuration.ts'
import type { CustomerPage as CustomersSchema } from './customers.ts'
import type { DialAlarmView as DialAlarmSchema } from './dial-alarms.ts'
import type { DiallingView as DiallingSchema } from './dialling.ts'
import type { ErasurePreviewView as ErasurePreviewSchema, ErasureView as ErasureSchema } from './erasures.ts'
import type {
  AttemptedView,
  DrawingView,
  ImpactView as ImpactSchema,
  TestsView,
  TrafficView,
} from './flow-schemas.ts'
import type { FollowUpCounts as CountsSchema, FollowUpPage as FollowUpsSchema } from './follow-up-schemas.ts'
import type { HotlineView as HotlineSchema, WaysIn as WaysInSchema } from './hotlines.ts'
import type { HoursView as HoursSchema } from './hours.ts'
import type { BoxView as BoxSchema, MessagePage as MessagesSchema } from './message-schemas.ts'
import type { Changed, Imported, Made, PersonView as PersonSchema } from './people-schemas.ts'
import type { PromptsView as PromptsSchema } from './prompts.ts'
import type { QueueView as QueueSchema } from './queues.ts'
import type { ReportList as ListSchema, ReportView as ReportSchema } from './report-schemas.ts'
import type {
  SecondFactorBegun as SecondFactorBegunSchema,
  SecondFactorView as SecondFactorSchema,
} from './second-factor.ts'
import type { Sendings as SendingsSchema } from './sendings.ts'
import type { Session as SessionSchema, Sessions as SessionsSchema } from './session-schemas.ts'
import type { ReplayView as ReplaySchema, SimulationView as SimulationSchema } from './simulation-schemas.ts'
import type { TokenMade as TokenMadeSchema, TokenView as TokenSchema } from './tokens.ts'
import type { TrunkView as TrunkSchema } from './trunks.ts'
import type { WhyView as WhySchema } from './whys.ts'

export type { Role } from './policies.ts'
export type { Finding }

export type AgentView = Static<typeof AgentSchema>
export type CallView = Static<typeof CallSchema>
export type CallTargets = Static<typeof TargetsSchema>
export type HotlineView = Static<typeof HotlineSchema>
export type WaysIn = Static<typeof WaysInSchema>
export type HoursView = Static<typeof HoursSchema>
export type HoursNow = HoursView['hours'][number]
export type HoursSwitch = NonNullable<HoursNow['switch']>
export type PromptsView = Static<typeof PromptsSchema>
export type PromptView = PromptsView['prompts'][number]
export type PromptInLanguage = PromptView['languages'][string]
export type CallWhy = Static<typeof WhySchema>
export type QueueView = Static<typeof QueueSchema>
export type CdrHead = Static<typeof Head>
export type CdrPage = Static<typeof Page>
export type CdrWhole = Static<typeof Whole>
export type CustomerPage = Static<typeof CustomersSchema>
export type CustomerView = CustomerPage['customers'][number]
export type Erasure = Static<typeof ErasureSchema>
export type ErasurePreview = Static<typeof ErasurePreviewSchema>
export type { Trouble } from './troubles.ts'
export type DialAlarm = Static<typeof DialAlarmSchema>
export type Dialling = Static<typeof DiallingSchema>
export type FollowUpCounts = Static<typeof CountsSchema>
export type FollowUpPage = Static<typeof FollowUpsSchema>
export type FollowUpRow = FollowUpPage['followUps'][number]
export type PersonView = Static<typeof PersonSchema>
export type PersonChanged = Static<typeof Changed>
export type PersonMade = Static<typeof Made>
export type PeopleImported = Static<typeof Imported>
export type ReportList = Static<typeof ListSchema>
export type ReportView = Static<typeof ReportSchema>
export type SimulationView = Static<typeof SimulationSchema>
export type ReplayView = Static<typeof ReplaySchema>
export type AuditPage = Static<typeof AuditSchema>
export type AuditRow = AuditPage['rows'][number]
export type TokenView = Static<typeof TokenSchema>
export type TokenMade = Static<typeof TokenMadeSchema>
export type SessionRow = Static<typeof SessionsSchema>[number]
export type SessionView = Static<typeof SessionSchema>
export type SecondFactorView = Static<typeof SecondFactorSchema>
export type SecondFactorBegun = Static<typeof SecondFactorBegunSchema>
export type ConfigurationView = Static<typeof ConfigurationSchema>
export type ConfigurationFile = ConfigurationView['files'][number]
export type VersionHead = Static<typeof VersionHeadSchema>
export type VersionView = Static<typeof VersionSchema>
export type BoxView = Static<typeof BoxSchema>
export type MessagePage = Static<typeof MessagesSchema>
export type MessageRow = MessagePage['messages'][number]
export type SendingsView = Static<typeof SendingsSchema>
export type TrunkView = Static<typeof TrunkSchema>
export type BlockedView = Static<typeof BlockedSchema>
export type BanView = Static<typeof BanSchema>
export type FlowTests = Static<typeof TestsView>
export type FlowAttempt = Static<typeof AttemptedView>
export type FlowDrawing = Static<typeof DrawingView>
export type DrawnBox = FlowDrawing['boxes'][number]
export type DrawnWay = FlowDrawing['ways'][number]
export type FlowTraffic = Static<typeof TrafficView>
export type ImpactView = Static<typeof ImpactSchema>
