// What is wrong with a table that was to be imported: all mistakes with their places, or the one that it was refused for.
import { Alert, Table } from '@mantine/core'
import { ApiProblem } from './client.ts'
import { Failure } from './states.tsx'
import { useText } from './text.ts'

export function TableMistakes({ error }: { error: unknown }) {
  const t = useText()
  const places = error instanceof ApiProblem ? (error.body.errors ?? []) : []
  if (places.length === 0) return <Failure error={error} />
  return (
    <Alert color="red" role="alert" title={t('import.bad', { count: places.length })}>
      <Table>
        <Table.Tbody>
          {places.map(({ line, column, sentence }) => (
            <Table.Tr key={`${line}:${column}:${sentence}`}>
              <Table.Td w={150} className="figures">
                {line !== undefined && t('import.place', { line, column: column ?? 1 })}
              </Table.Td>
              <Table.Td>{sentence}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Alert>
  )
}
