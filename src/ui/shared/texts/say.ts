// All that the app says, Vietnamese beside English, so that neither can be forgotten.

import { accessTexts } from './access.ts'
import { auditTexts } from './audit.ts'
import { callTexts } from './calls.ts'
import { customerTexts } from './customers.ts'
import { deskTexts } from './desk.ts'
import { floorTexts } from './floor.ts'
import { flowTexts } from './flows.ts'
import { followUpTexts } from './follow-ups.ts'
import { generalTexts } from './general.ts'
import { hoursTexts } from './hours.ts'
import { leftTexts } from './left.ts'
import { peopleTexts } from './people.ts'
import { promptTexts } from './prompts.ts'
import { reportTexts } from './reports.ts'
import { secondFactorTexts } from './second-factor.ts'
import { settingTexts } from './settings.ts'
import { simulationTexts } from './simulations.ts'
import { startTexts } from './start.ts'
import { wordTexts } from './words.ts'

/** Vietnamese, English. `{{name}}` is replaced by the value of that name. */
export type Pair = readonly [vi: string, en: string]

export const texts = {
  ...generalTexts,
  ...wordTexts,
  ...floorTexts,
  ...hoursTexts,
  ...callTexts,
  ...deskTexts,
  ...reportTexts,
  ...simulationTexts,
  ...leftTexts,
  ...followUpTexts,
  ...customerTexts,
  ...peopleTexts,
  ...flowTexts,
  ...promptTexts,
  ...settingTexts,
  ...startTexts,
  ...auditTexts,
  ...accessTexts,
  ...secondFactorTexts,
} as const satisfies Record<string, Pair>

export type TextKey = keyof typeof texts
