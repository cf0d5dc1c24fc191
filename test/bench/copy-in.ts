// COPY … FROM STDIN over an ordinary connection: the only way to write millions of rows while you wait.
import type pg from 'pg'

type Wire = { query(text: string): void; sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }

/** @param lines tab-separated, `\N` for null, each ended by a newline */
export function copyIn(client: pg.PoolClient, into: string, lines: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined
    // pg hands the connection's messages to whatever object was submitted, by these names.
    const copy = {
      submit: (connection: unknown) => (connection as Wire).query(`copy ${into} from stdin`),
      handleCopyInResponse(wire: Wire) {
        wire.sendCopyFromChunk(Buffer.from(lines))
        wire.endCopyFrom()
      },
      handleError(error: Error) {
        failure = error
      },
      handleCommandComplete() {},
      handleReadyForQuery: () => (failure ? reject(failure) : resolve()),
    }
    client.query(copy)
  })
}
