// Where the programs are: our private runtime, or containers, where Asterisk and the voice come with the images.
import type { AsteriskFolders } from '../asterisk/configuration/setup.ts'
import type { Environment } from '../config/environment.ts'
import { installRuntime } from '../runtime/install.ts'
import { type Progress, silent } from '../runtime/progress.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { VoicePrograms } from '../runtime/speak.ts'
import { foldersOf } from './addresses.ts'

export type Premises = {
  voice: VoicePrograms
  /** As Asterisk itself sees them. */
  asterisk: AsteriskFolders
  /** Ours to install and start from; undefined when everything runs elsewhere. */
  runtime: Runtime | undefined
}

/** @throws RuntimeProblem */
export async function premisesOf(environment: Environment, progress: Progress = silent): Promise<Premises> {
  const { asterisk, home, runtimeHome, archive } = environment
  if (asterisk) return { voice: installedVoice, asterisk: inImage(asterisk.etc), runtime: undefined }
  const runtime = await installRuntime({
    home: runtimeHome,
    progress,
    ...(archive === undefined ? {} : { archive }),
  })
  const folders = foldersOf(home)
  return {
    voice: { espeak: runtime.program('espeak-ng'), sox: runtime.program('sox') },
    asterisk: {
      etc: folders.asteriskEtc,
      modules: runtime.asteriskModules,
      data: runtime.asteriskData,
      state: folders.asterisk,
    },
    runtime,
  }
}

const installedVoice: VoicePrograms = {
  espeak: { command: 'espeak-ng', args: [], env: {} },
  sox: { command: 'sox', args: [], env: {} },
}

/** The folders of docker/asterisk.Dockerfile. */
const inImage = (etc: string): AsteriskFolders => ({
  etc,
  modules: '/usr/lib/asterisk/modules',
  data: '/usr/share/asterisk',
  state: '/asterisk/state',
})
