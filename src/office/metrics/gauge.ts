// A number as it is at the moment of asking.
import { Gauge, type Registry } from 'prom-client'

/** A gauge with its values of this moment. */
export function tell(
  register: Registry,
  name: string,
  help: string,
  values: readonly (readonly [labels: Record<string, string>, value: number])[],
): void {
  const labelNames = Object.keys(values[0]?.[0] ?? {})
  const gauge = new Gauge({ name, help, labelNames, registers: [register] })
  for (const [labels, value] of values) gauge.set(labels, value)
}
