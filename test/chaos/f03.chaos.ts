// F03 in full: fifty kills in twenty minutes. The reduced one: test/acceptance/kills-under-load.test.ts.
import t from 'tap'
import { playKills } from '../support/fifty-kills.ts'
import { times } from '../support/proves.ts'

t.setTimeout(45 * 60_000)
const kills = times(5, 50)

t.test(`the switchboard is killed ${kills} times under load`, t => playKills(t, { kills, forS: 24 * kills }))
