// The types of file-lock.mjs.

/** Runs `work` while no other process holds the lock on `file`; `onWait` is told after a second of waiting. */
export function withFileLock<T>(file: string, work: () => Promise<T>, onWait?: () => void): Promise<T>
