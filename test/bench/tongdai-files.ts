// Tongdai's part: what its owner would write for this load. Straight into the queue, no prompt, no wrap-up.
import type { Ground } from './contestant.ts'
import { TRUNK_ADDRESS } from './contestant.ts'

export const HOTLINE = '19001234'

/** File name → text, as the files lie in the house's own folder. */
export function tongdaiFiles({
  agents,
  isRecorded,
}: Pick<Ground, 'agents' | 'isRecorded'>): Record<string, string> {
  return {
    'config/trunks.yaml': `- { name: bench, match: ["${TRUNK_ADDRESS}"], codecs: [alaw, ulaw] }\n`,
    'config/hotlines.yaml': `- { name: bench, number: "${HOTLINE}", title: Bench, flow: bench }\n`,
    'config/queues.yaml': QUEUES,
    'config/recording.yaml': `default: ${isRecorded ? 'on' : 'off'}\n`,
    'config/team.yaml': `agents:\n${agents.map(agent).join('')}`,
    'ivr-flows/bench.yaml': FLOW,
  }
}

const agent = (id: string): string => `  - { id: ${id}, name: ${id}, queues: [floor] }\n`

/** The others are only there because the shipped flows name them. */
const QUEUES = `
- { name: floor, ring: 15s, wrap-up: 0s, retry: 1s, announce: { position: false, wait: false } }
- { name: sales }
- { name: support }
`

const FLOW = `
flow: bench
title: Straight into the queue
language: vi
start:
  - queue: floor
`
