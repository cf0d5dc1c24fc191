// Loaded into the processes of a house: SIGWINCH collects their garbage, so that what they hold can be told from what
// they have let go and V8 has not yet looked at.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
process.on('SIGWINCH', () => collect())
