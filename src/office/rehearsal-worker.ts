// Works on flows in a thread of its own, so that the office answers meanwhile: checks, tests, tries and draws them.
import { parentPort } from 'node:worker_threads'
import { drawFlow } from '../config/flow-drawing.ts'
import { tellTests } from '../config/flow-tests.ts'
import { tryFlow } from '../config/flow-trying.ts'
import { checkTree, type Tree } from '../config.ts'
import { impactOnFlows } from './flow-impact.ts'
import type { RehearsalJob, RehearsalKind, RehearsalSaid, RehearsalWork } from './rehearsal-jobs.ts'

parentPort?.on('message', async (job: RehearsalJob) => {
  const said: RehearsalSaid = await done(job).then(
    answer => ({ id: job.id, answer }),
    (error: Error & { code?: string }) => ({ id: job.id, failed: error.message, code: error.code }),
  )
  parentPort?.postMessage(said)
})

async function done(job: RehearsalJob): Promise<RehearsalWork[RehearsalKind]['answer']> {
  switch (job.kind) {
    case 'check':
      return { findings: checkTree(job.tree, undefined, 'run', job.staff).findings }
    case 'test': {
      const { config, findings } = known(job.tree)
      if (!config) return { findings }
      const flows = Object.values(config.flows).filter(({ name }) => name === (job.flow ?? name))
      return {
        findings,
        flows: flows.map(flow => ({ flow: flow.name, tests: tellTests(job.tree, flow, config) })),
      }
    }
    case 'try': {
      const { config, findings } = known(job.tree)
      return { findings, attempted: config && tryFlow(config, job.attempt, job.now) }
    }
    case 'draw': {
      const drawn = drawFlow(job.tree, job.flow)
      return { drawing: drawn && { boxes: drawn.boxes, ways: drawn.ways } }
    }
    case 'impact': {
      const { config, findings } = known(job.after)
      return config ? { findings, impact: await impactOnFlows(config, job) } : { findings }
    }
  }
}

let last: { hash: string; checked: ReturnType<typeof checkTree> } | undefined

/** Whoever tries a flow key by key sends the same files again and again. */
function known(tree: Tree): ReturnType<typeof checkTree> {
  if (last?.hash !== tree.hash) last = { hash: tree.hash, checked: checkTree(tree, undefined, 'left-out') }
  return last.checked
}
