// A table that comes in: chosen as a file, or pasted from a spreadsheet.
import { FileInput, Textarea } from '@mantine/core'
import { useText } from './text.ts'

/** @param example the columns, and a line as it may look */
export function TableInput(props: { text: string; change(text: string): void; example: string }) {
  const t = useText()
  return (
    <>
      <FileInput
        label={t('import.file')}
        accept=".csv,text/csv"
        placeholder=".csv"
        styles={{ placeholder: { color: 'var(--mantine-color-dimmed)' } }}
        onChange={file => void file?.text().then(props.change)}
      />
      <Textarea
        label={t('import.text')}
        value={props.text}
        onChange={event => props.change(event.currentTarget.value)}
        rows={8}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        placeholder={props.example}
      />
    </>
  )
}
