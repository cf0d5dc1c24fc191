// Opening hours: is it open at this moment? Pure; the moment and the time zone come in as data.

/** 0 is Sunday, as in most calendars that programs keep. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

/** Half-open: open at `from`, closed at `to`. `to` ≤ `from` means: until that time of the next day. */
export type OpenInterval = {
  readonly days: readonly Weekday[]
  /** Minutes since midnight on the wall clock; `toMinute` may be 1440 (24:00). */
  readonly fromMinute: number
  readonly toMinute: number
}

export type Hours = {
  readonly name: string
  readonly open: readonly OpenInterval[]
  /** Name of the list of holidays that close it. */
  readonly holidays?: string
}

/** Local date `YYYY-MM-DD` → what the day is called. */
export type Holidays = Readonly<Record<string, string>>
