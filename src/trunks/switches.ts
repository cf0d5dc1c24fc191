// What a supervisor decided against the calendar: these hours, or all hours of this hotline, are open or closed,
// perhaps until a moment.

export type HoursSwitch = {
  readonly position: 'open' | 'closed'
  /** Epoch ms at which the calendar rules again; missing: until somebody switches back. */
  readonly until?: number
  /** What he wrote about it. */
  readonly note?: string
  /** Id and name of the person. */
  readonly by: string
  readonly byName: string
  /** Epoch ms. */
  readonly at: number
}

/** What a switch is on: hours by name, whoever calls; or a hotline, whatever hours its flow asks for. */
export type SwitchTarget = { readonly kind: 'hours' | 'hotline'; readonly name: string }

/** By {@link switchName}. */
export type Switches = ReadonlyMap<string, HoursSwitch>

export function switchName({ kind, name }: SwitchTarget): string {
  return `${kind}:${name}`
}

/**
 * The switch that rules at this moment: that of the hotline before that of the hours.
 * @param at epoch ms
 */
export function rulingSwitch(
  switches: Switches,
  place: { readonly hours?: string; readonly hotline?: string },
  at: number,
): HoursSwitch | undefined {
  const rules = (kind: SwitchTarget['kind'], name: string | undefined) => {
    const found = name === undefined ? undefined : switches.get(switchName({ kind, name }))
    return found && (found.until === undefined || at < found.until) ? found : undefined
  }
  return rules('hotline', place.hotline) ?? rules('hours', place.hours)
}
