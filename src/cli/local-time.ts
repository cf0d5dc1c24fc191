// Moments as a terminal shows them.

/** `2026-03-02 14:00` in the terminal's own time. @param at RFC 3339 */
export function localTime(at: string): string {
  const date = new Date(at)
  const two = (number: number) => String(number).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}
