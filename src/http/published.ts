// What the web app knows of the API: types only, from the very schemas that the answers are checked by.
import type { Static } from 'typebox'
import type { AgentView as AgentSchema } from './agents.ts'
import type { CallView as CallSchema } from './calls.ts'
import type { Head, Page, Whole } from './cdr-schemas.ts'
import type { QueueView as QueueSchema } from './queues.ts'

export type { Finding } from '../config/finding.ts'
export type { Why } from '../queues/events.ts'
export type { Role } from './policies.ts'

export type AgentView = Static<typeof AgentSchema>
export type CallView = Static<typeof CallSchema>
export type QueueView = Static<typeof QueueSchema>
export type CdrHead = Static<typeof Head>
export type CdrPage = Static<typeof Page>
export type CdrWhole = Static<typeof Whole>
