// Mistakes in configuration and flows, and what schemas say, in Vietnamese.
import type { Tongue } from '../told.ts'

export const FINDINGS_IN_VIETNAMESE: Tongue = {}
