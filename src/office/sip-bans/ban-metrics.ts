// What Prometheus hears of guesses and bans.
import { Counter, Gauge, type Registry } from 'prom-client'
import type { SipBansView } from './sip-bans.ts'

export function tellBans(register: Registry, numbers: ReturnType<SipBansView['numbers']>): void {
  const registers = [register]
  const banned = 'Addresses that are banned for guessing at accounts.'
  new Gauge({ name: 'tongdai_sip_banned', help: banned, registers }).set(numbers.now)
  const guesses = 'Wrong guesses at accounts of phones since the office started.'
  new Counter({ name: 'tongdai_sip_guesses_total', help: guesses, registers }).inc(numbers.guesses)
  const bans = 'Addresses banned since the office started.'
  new Counter({ name: 'tongdai_sip_bans_total', help: bans, registers }).inc(numbers.bans)
}
