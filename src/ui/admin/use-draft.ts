// The files as somebody is changing them: checked a moment after each change, published against a base.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { ConfigurationFile, ConfigurationView, Finding } from '../../http/published.ts'
import { ApiProblem, get, send } from '../shared/client.ts'

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
  const files = useMemo(
    () => base.files.map(({ path, text }) => ({ path, text: edits[path] ?? text })),
    [base, edits],
  )
  const changed = base.files
    .filter(({ path, text }) => (edits[path] ?? text) !== text)
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
  const startFrom = (view: ConfigurationView, keep: boolean) => {
    setBase(view)
    setTheirs(undefined)
    if (!keep) setEdits({})
    setGeneration(number => number + 1)
  }
  return {
    ...{ files, changed, findings, checkFailure, generation },
    base: base.files as readonly ConfigurationFile[],
    /** What somebody else has published meanwhile. */
    conflict: theirs?.files,
    change: (path: string, text: string) => setEdits(old => ({ ...old, [path]: text })),
    discard: () => startFrom(base, false),
    keepMine: () => theirs && startFrom(theirs, true),
    takeTheirs: () => theirs && startFrom(theirs, false),
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
      startFrom(await get<ConfigurationView>('/configuration'), false)
      return true
    },
  }
}
