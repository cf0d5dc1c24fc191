// A file in an editor that knows YAML and shows the findings at their lines.
import { autocompletion, type CompletionSource } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { defaultHighlightStyle, HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState, type Text } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Finding } from '../../http/published.ts'

type Props = {
  label: string
  text: string
  /** To be shown; another object leads there again. */
  place: { readonly line: number } | undefined
  readOnly: boolean
  findings: readonly Finding[]
  change(text: string): void
  complete?: CompletionSource
}

export function YamlEditor({ label, text, place, readOnly, findings, change, complete }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const first = useRef({ text, change })
  first.current.change = change
  const dark = useComputedColorScheme() === 'dark'
  useEffect(() => {
    if (!box.current) return
    const editor = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: first.current.text,
        extensions: [
          EditorView.cspNonce.of(
            document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '',
          ),
          ...[lineNumbers(), history(), drawSelection(), highlightActiveLine(), lintGutter(), yaml()],
          syntaxHighlighting(dark ? lightOnDark : defaultHighlightStyle),
          EditorView.theme(dark ? darkColours : {}, { dark }),
          // No Tab: it leads on to the next field, as everywhere.
          keymap.of([...defaultKeymap, ...historyKeymap]),
          ...(complete ? [autocompletion({ override: [complete], icons: false })] : []),
          EditorState.readOnly.of(readOnly),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          EditorView.updateListener.of(update => {
            if (!update.docChanged) return
            first.current.text = update.state.doc.toString()
            first.current.change(first.current.text)
          }),
        ],
      }),
    })
    view.current = editor
    return () => editor.destroy()
  }, [dark, label, readOnly, complete])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another colour scheme is another editor, to be marked again
  useEffect(() => {
    const editor = view.current
    if (editor)
      editor.dispatch(
        setDiagnostics(
          editor.state,
          findings.map(one => diagnosticOf(one, editor.state.doc)),
        ),
      )
  }, [findings, dark])
  useEffect(() => {
    const editor = view.current
    if (!editor || !place || place.line > editor.state.doc.lines) return
    const { from } = editor.state.doc.line(place.line)
    editor.dispatch({
      selection: { anchor: from },
      effects: EditorView.scrollIntoView(from, { y: 'center' }),
    })
    editor.focus()
  }, [place])
  return <div ref={box} className="editor" />
}

function diagnosticOf({ line, column, severity, sentence, hint }: Finding, doc: Text): Diagnostic {
  const place = doc.line(Math.min(Math.max(line, 1), doc.lines))
  const from = Math.min(place.from + Math.max(column - 1, 0), place.to)
  const rest = /^\S+/.exec(doc.sliceString(from, place.to))?.[0].length ?? 0
  return { from, to: from + rest, severity, message: `${sentence} ${hint}`.trim() }
}

const darkColours = {
  '&': { color: '#d5d5d5' },
  '.cm-gutters': { backgroundColor: 'transparent', color: '#b8b8b8', border: 'none' },
  '.cm-activeLine': { backgroundColor: '#ffffff0d' },
  '.cm-activeLineGutter': { backgroundColor: '#ffffff0d' },
  '.cm-cursor': { borderLeftColor: '#fff' },
}

/** The default colours are made for white paper. */
const lightOnDark = HighlightStyle.define(
  defaultHighlightStyle.specs.map(spec => ({ ...spec, color: spec.color && lighter(spec.color) })),
)

function lighter(colour: string): string {
  return `color-mix(in srgb, ${colour} 36%, white)`
}
