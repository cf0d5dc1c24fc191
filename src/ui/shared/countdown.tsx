// Until when: a clock that runs towards a moment, by the server's time.
import { useNow } from './clock.ts'
import { clockTime } from './format.ts'
import { useSkew } from './live.ts'

/** A running second is shown whole, as people count down. */
const ROUNDED_UP_MS = 999

export function Countdown({ until }: { until: string }) {
  const now = useNow()
  const skewMs = useSkew()
  return <span className="figures">{clockTime(Date.parse(until) - now - skewMs + ROUNDED_UP_MS)}</span>
}
