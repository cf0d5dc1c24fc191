// An acceptance row that a test has proved, told to the run: it becomes a line of README's table.

type Telling = { comment(text: string): void; passing(): boolean }

/**
 * Call it last in a test.
 * @param row its id, like F01
 * @param measured what was measured, as people read it: "recovered in 1.8 s, longest gap in speech 60 ms"
 */
export function proves(t: Telling, row: string, measured: string): void {
  if (t.passing()) t.comment(`row ${row}: ${measured}`)
}

/** How often: `few` times in `npm test`, `all` times in `npm run chaos`. */
export function times(few: number, all: number): number {
  return process.argv.includes('--full') ? all : few
}
