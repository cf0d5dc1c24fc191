// Is it open? As a call of a hotline, and a person who asks, are told: the calendar of the configuration, and the
// switches that supervisors put against it.
import { HOTLINE_HOURS, type Hotline } from './hotline.ts'
import { type Hours, isOpen, type Openness, openness, whyOpen } from './hours.ts'
import { rulingSwitch, type Switches } from './switches.ts'

/** What the configuration says of it. */
export type Calendar = {
  readonly hours: Readonly<Record<string, Hours>>
  readonly hotlines: readonly Pick<Hotline, 'name' | 'hours'>[]
  readonly server: { readonly timezone: string }
}

/**
 * @param name of hours, or `hotline`.
 * @param hotline that was dialled; empty for none.
 * @param at epoch ms. Hours that nobody wrote are closed.
 */
export function isOpenFor(
  config: Calendar,
  switches: Switches,
  { name, hotline }: { name: string; hotline: string },
  at: number,
): boolean {
  const { hours, switched } = asked(config, switches, name, hotline, at)
  return hours !== undefined && isOpen(hours, at, config.server.timezone, switched)
}

/** Why it is closed, in the words of flows; undefined while it is open. */
export function closedBecauseFor(
  config: Calendar,
  switches: Switches,
  { name, hotline }: { name: string; hotline: string },
  at: number,
): (typeof CLOSED)[keyof typeof CLOSED] | undefined {
  const { hours, switched } = asked(config, switches, name, hotline, at)
  const why = hours && whyOpen(hours, at, config.server.timezone, switched)
  return why && !why.open ? CLOSED[why.because] : undefined
}

/** Whether, why, and until when. @returns undefined for hours that nobody wrote. */
export function opennessFor(
  config: Calendar,
  switches: Switches,
  { name, hotline }: { name: string; hotline: string },
  at: number,
): Openness | undefined {
  const { hours, switched } = asked(config, switches, name, hotline, at)
  return hours && openness(hours, at, config.server.timezone, switched)
}

const CLOSED = { schedule: 'hours', exception: 'hours', holiday: 'holiday', switch: 'emergency' } as const

function asked(config: Calendar, switches: Switches, name: string, hotline: string, at: number) {
  const own = name === HOTLINE_HOURS ? config.hotlines.find(one => one.name === hotline)?.hours : name
  const hours = own === undefined ? undefined : config.hours[own]
  return { hours, switched: hours && rulingSwitch(switches, { hours: hours.name, hotline }, at) }
}
