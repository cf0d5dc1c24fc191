// Orders of people, through the office: each becomes an event of the floor, or a new configuration.
import type { Answer, Order } from '../redis/orders.ts'
import type { Switchboard } from '../switchboard/switchboard.ts'
import { BadConfiguration } from './configuration.ts'

export type Obedience = {
  switchboard: Switchboard
  /** Reads the files again. @returns the new version. @throws BadConfiguration: the old one goes on */
  reload(): Promise<string>
  teamChanged(): Promise<void>
}

export async function obey(order: Order, { switchboard, reload, teamChanged }: Obedience): Promise<Answer> {
  switch (order.type) {
    case 'ready-agent':
    case 'pause-agent': {
      if (!switchboard.floor.floor.agents[order.agent]) return noSuchAgent(order.agent)
      const { agent, by } = order
      switchboard.floor.happened(
        order.type === 'ready-agent'
          ? { type: 'AgentReadied', agent, by }
          : { type: 'AgentPaused', agent, reason: order.reason, by },
      )
      return { ok: true }
    }
    case 'reload':
      try {
        return { ok: true, details: { version: await reload() } }
      } catch (error) {
        if (!(error instanceof BadConfiguration)) throw error
        const sentence = 'The configuration has mistakes; the running one goes on.'
        return { ok: false, status: 422, code: error.code, sentence, findings: [...error.findings] }
      }
    case 'team-changed':
      await teamChanged()
      return { ok: true }
    default:
      return order satisfies never
  }
}

const noSuchAgent = (agent: string): Answer => ({
  ok: false,
  status: 404,
  code: 'no-such-agent',
  sentence: `There is no agent "${agent}".`,
})
