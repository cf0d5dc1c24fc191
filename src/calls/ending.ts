// How a conversation ended: one closed list that CDR, report, metric and log all read.

/** What became of the caller's wish. Entered = the sum of these + those still waiting (design.md §8). */
export type Result =
  | 'answered' // talked to an agent
  | 'abandoned' // hung up while waiting or while an agent's phone rang
  | 'left' // ended in the menu, without ever waiting for an agent
  | 'overflowed' // left the queue for another target (order 4)
  | 'callback' // took a callback instead (order 4)
  | 'failed' // something of ours, or Asterisk, broke it

export type Reason =
  | 'caller-hung-up'
  | 'agent-hung-up'
  | 'flow-ended' // the flow's own hangup, or its end
  | 'hung-up-by-supervisor'
  | 'no-such-hotline' // the number dialled belongs to no hotline
  | 'draining' // came while the house was closing
  | 'asterisk-lost' // the legs vanished with Asterisk
  | 'leg-lost' // the caller's leg was gone after a restart of ours, cause unknown
  | 'step-budget' // the flow ran in a circle without ever waiting
  | 'unreadable-state' // live state of another version that we can't read
  | 'command-failed' // Asterisk refused what the call can't do without

export type Who = 'caller' | 'agent' | 'system' | 'supervisor'

export type Ending = { result: Result; reason: Reason; who: Who }
