// What the owner writes and what the environment says → one checked, frozen Config.
export type * from './config/config-types.ts'
