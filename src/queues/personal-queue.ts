// The queue that only this agent serves: whoever dials his extension waits there (Q66).

export const personalQueue = (agent: string): string => `agent:${agent}`
