// The files as somebody is changing them: checked a moment after each change, published against a base.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ConfigurationFile, ConfigurationView, Finding } from '../../http/published.ts'
import { ApiProblem, get, send } from '../shared/client.ts'
import { type Choice, mergedText, mergeTrees } from '../shared/merge.ts'

const CHECK_AFTER_MS = 400

export type Draft = ReturnType<typeof useDraft>

export function useDraft(published: ConfigurationView) {
  const cache = useQueryClient()
  const [base, setBase] = useState(published)
  const [edits, setEdits] = useState<Readonly<Record<string, string>>>({})
  const [findings, setFindings] = useState<readonly Finding[]>(published.findings)
  const [checkFailure, setCheckFailure] = useState<unknown>()
  const [theirs, setTheirs] = useState<ConfigurationView>()
  const [generation, setGeneration] = useState(0)
  const files = useMemo(() => filesOf(base.files, edits), [base, edits])
  const merges = useMemo(() => theirs && mergeTrees(base.files, files, theirs.files), [base, files, theirs])
  const changed = files
    .filter(({ path, text }) => base.files.find(file => file.path === path)?.text !== text)
    .map(({ path }) => path)
  useEffect(() => {
    if (Object.keys(edits).length === 0) return setFindings(base.findings)
    const timer = setTimeout(() => {
      send<{ findings: Finding[] }>('POST', '/configuration/check', { files }).then(
        answer => {
          setFindings(answer.findings)
          setCheckFailure(undefined)
        },
        error => setCheckFailure(error),
      )
    }, CHECK_AFTER_MS)
    return () => clearTimeout(timer)
  }, [files, edits, base])
  // What was published meanwhile, or gone back to, is what an untouched draft begins from.
  const seen = useRef(published)
  useEffect(() => {
    if (seen.current === published) return
    seen.current = published
    if (Object.keys(edits).length > 0 || published.published === base.published) return
    setBase(published)
    setGeneration(number => number + 1)
  }, [published, edits, base.published])
  const startFrom = (view: ConfigurationView, own: Readonly<Record<string, string>> = {}) => {
    setBase(view)
    setTheirs(undefined)
    setEdits(own)
    setGeneration(number => number + 1)
  }
  return {
    ...{ files, changed, findings, checkFailure, generation },
    base: base.files as readonly ConfigurationFile[],
    /** What somebody else has published meanwhile. */
    conflict: theirs && merges && { files: theirs.files, merges },
    change: (path: string, text: string) => setEdits(old => ({ ...old, [path]: text })),
    discard: () => startFrom(base),
    /** My changes on top of theirs. @param choices for the clashes of a file, in their order */
    keepMine(choices: (path: string) => readonly Choice[]): void {
      if (!theirs || !merges) return
      const texts = merges.map(merge => [merge.path, mergedText(merge, choices(merge.path))] as const)
      startFrom(
        theirs,
        Object.fromEntries(texts.flatMap(([path, text]) => (text === undefined ? [] : [[path, text]]))),
      )
    },
    takeTheirs: () => theirs && startFrom(theirs),
    /** @returns whether it is published; a conflict is shown instead. @throws ApiProblem for anything else */
    async publish(comment: string): Promise<boolean> {
      try {
        await send('POST', '/configuration/publish', {
          base: base.published,
          files,
          ...(comment && { comment }),
        })
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.body.status !== 409) throw error
        setTheirs(await get<ConfigurationView>('/configuration'))
        return false
      }
      await cache.invalidateQueries({ queryKey: ['versions'] })
      const now = await get<ConfigurationView>('/configuration')
      cache.setQueryData(['configuration'], now)
      startFrom(now)
      return true
    },
  }
}

/** Also a file that was removed meanwhile and is kept as I had it. */
function filesOf(
  base: readonly ConfigurationFile[],
  edits: Readonly<Record<string, string>>,
): ConfigurationFile[] {
  const edited = new Map(Object.entries(edits))
  const files = base.map(({ path, text }) => ({ path, text: edited.get(path) ?? text }))
  const back = [...edited].filter(([path]) => !base.some(file => file.path === path))
  return [...files, ...back.map(([path, text]) => ({ path, text }))]
}
