// "tongdai hand-over": the running house ends and leaves its servers running, calls and all, to whichever version is
// started next. What that one needs is made before, so that callers wait for seconds only.
import type { Environment } from '../config.ts'
import { runningKeeper } from '../runtime/keeper-claim.ts'
import { HAND_OVER } from '../runtime/keeper-signals.ts'
import { buildPages } from '../runtime/pages.ts'
import type { Progress } from '../runtime/progress.ts'
import { waitUntil } from '../runtime/wait-until.ts'
import { told } from '../told/told.ts'
import { CliProblem } from './office-client.ts'

const GONE_WITHIN_MS = 20_000

/** @throws CliProblem not-running, still-running */
export async function handOver({ home, runtimeHome }: Environment, progress: Progress): Promise<void> {
  const keeper = await runningKeeper(home)
  if (!keeper)
    throw new CliProblem('not-running', told`Tongdai is not running here.`, told`Start it by "npm start".`)
  // Calls don't need pages: without them the next version opens all the same.
  await buildPages(runtimeHome, progress).catch((problem: Error) => console.error(problem.message))
  process.kill(keeper.pid, HAND_OVER)
  const isGone = async () => (await runningKeeper(home))?.pid !== keeper.pid
  if (await waitUntil(isGone, GONE_WITHIN_MS)) return
  throw new CliProblem(
    'still-running',
    told`Tongdai (process ${keeper.pid}) has not ended.`,
    told`Look into its log; Ctrl-C twice, or "systemctl stop tongdai", ends it with its calls.`,
  )
}
