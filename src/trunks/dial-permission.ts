// Whether a phone may dial out at all: it has a class, its own or that of all agents. What it may dial then is decided
// call by call (outbound.ts).
import type { OutboundRules } from './outbound-rules.ts'

/** @param phone account of an agent's desk */
export function mayDialOut(phone: string, { phones, agents, classes }: OutboundRules): boolean {
  const name = Object.hasOwn(phones, phone) ? phones[phone] : agents
  return name !== undefined && Object.hasOwn(classes, name)
}
