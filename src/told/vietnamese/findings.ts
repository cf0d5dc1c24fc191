// All that is said of mistakes in configuration, flows and environment, in Vietnamese. A test asks for every template.
import type { Tongue } from '../told.ts'
import { CONFIGURATION_IN_VIETNAMESE } from './configuration.ts'
import { OUTBOUND_IN_VIETNAMESE } from './dialling.ts'
import { ENVIRONMENT_IN_VIETNAMESE } from './environment.ts'
import { FLOWS_IN_VIETNAMESE } from './flows.ts'
import { QUEUES_IN_VIETNAMESE } from './queues.ts'
import { SAYINGS_IN_VIETNAMESE } from './sayings.ts'
import { YAML_IN_VIETNAMESE } from './yaml.ts'

export const FINDINGS_IN_VIETNAMESE: Tongue = {
  ...CONFIGURATION_IN_VIETNAMESE,
  ...ENVIRONMENT_IN_VIETNAMESE,
  ...FLOWS_IN_VIETNAMESE,
  ...OUTBOUND_IN_VIETNAMESE,
  ...QUEUES_IN_VIETNAMESE,
  ...SAYINGS_IN_VIETNAMESE,
  ...YAML_IN_VIETNAMESE,
}
