// How a conversation ended: one closed list that CDR, report, metric and log all read.

/** What became of the caller's wish. Entered = the sum of these + those still waiting (design.md §8). */
export type Result =
  | 'answered' // talked to an agent
  | 'abandoned' // hung up while waiting or while an agent's phone rang
  | 'left' // ended in the menu, without ever waiting for an agent
  | 'overflowed' // left the queue for another target
  | 'callback' // took a callback instead; or, of a callback, he called again himself
  | 'unanswered' // dialled out, and nobody took it
  | 'failed' // something of ours, or Asterisk, broke it

export type Reason =
  | 'caller-hung-up'
  | 'agent-hung-up'
  | 'outside-hung-up' // who was called into the call hung up, when nobody of ours had it any more
  | 'flow-ended' // the flow's own hangup, or its end
  | 'hung-up-by-supervisor'
  | 'busy' // dialled out: who was called talks already
  | 'no-answer' // dialled out: nobody picked up
  | 'declined' // dialled out: who was called said no
  | 'no-such-number' // dialled out: the network knows no such number
  | 'not-allowed' // a callback: the number may not be dialled any more
  | 'no-key' // a callback: whatever picked up pressed no key
  | 'expired' // a callback: his turn did not come in time
  | 'called-again' // a callback: he called before we did
  | 'trunks-failed' // dialled out: no trunk took it
  | 'no-such-hotline' // the number dialled belongs to no hotline
  | 'blocked' // his number is on the block list
  | 'draining' // came while the house was closing
  | 'too-many-calls' // came when the house had as many calls as it can carry
  | 'asterisk-lost' // the legs vanished with Asterisk
  | 'leg-lost' // the caller's leg was gone after a restart of ours, cause unknown
  | 'step-budget' // the flow ran in a circle without ever waiting
  | 'unreadable-state' // live state of another version that we can't read
  | 'command-failed' // Asterisk refused what the call can't do without

/**
 * `callee`: who was dialled and never talked, once he talks he is the `caller`, whoever dialled; or a number outside that
 * was called into the call.
 */
export type Who = 'caller' | 'agent' | 'system' | 'supervisor' | 'callee'

export type Ending = { result: Result; reason: Reason; who: Who }
