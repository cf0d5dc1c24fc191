// Reasons for a break that people may choose from; their words stand in texts/words.ts.
export const PAUSE_REASONS = ['break', 'lunch', 'meeting', 'training', 'paperwork'] as const
