// F03, reduced: three kills in twenty seconds. In full: npm run chaos f03.
import t from 'tap'
import { playKills } from '../support/fifty-kills.ts'

t.setTimeout(180_000)

t.test(
  'the switchboard is killed three times under load: each caller is served, each call has its record',
  t => playKills(t, { kills: 3, forS: 18 }),
)
