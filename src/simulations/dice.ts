// Chance as data: the same seed draws the same numbers, so that a run can be run again, and two runs compared.

/** @returns a number from 0 up to 1, each as likely as the others; one after the other. */
export type Dice = () => number

/** mulberry32 over a mixed seed: neighbouring seeds have nothing in common. */
export function diceOf(...seeds: readonly number[]): Dice {
  let state = seeds.reduce((mixed, seed) => mix(mixed ^ seed), 0x9e3779b9)
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let x = Math.imul(state ^ (state >>> 15), 1 | state)
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32
  }
}

/** @returns from the standard normal distribution (Box and Muller, 1958) */
export function normal(dice: Dice): number {
  return Math.sqrt(-2 * Math.log(1 - dice())) * Math.cos(2 * Math.PI * dice())
}

/** How many of a Poisson process with this mean: counted by its gaps, so any mean will do. */
export function poisson(dice: Dice, mean: number): number {
  const gap = () => -Math.log(1 - dice())
  let count = 0
  for (let at = gap(); at < mean; at += gap()) count++
  return count
}

/** @returns from 0 up to 1, always the same for the same seed and salt: what strategies draw lots with */
export function chanceOf(seed: number, salt: string): number {
  let hash = mix(seed)
  for (let at = 0; at < salt.length; at++) hash = Math.imul(hash ^ salt.charCodeAt(at), 0x01000193)
  return mix(hash) / 2 ** 32
}

function mix(number: number): number {
  let x = Math.imul(number ^ (number >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}
