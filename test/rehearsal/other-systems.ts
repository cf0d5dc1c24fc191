// The other systems of a house in which tests are real calls: each lookup is answered as its test says, and whatever
// is sent is taken. On this machine only.
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WrittenTest } from '../../src/flows/rehearsal/written-tests.ts'

export type Answer = NonNullable<WrittenTest['lookups']>[string]

export type OtherSystems = {
  /** `http://127.0.0.1:4711` */
  readonly url: string
  /** From now on these lookups, by the name in their address, are answered so; all others fail. */
  answer(answers: ReadonlyMap<string, Answer>): void
  /** Which lookup this question was. @param ask its id, as the journal has it */
  lookupOf(ask: string): string | undefined
  close(): Promise<void>
}

export async function openOtherSystems(): Promise<OtherSystems> {
  let known: ReadonlyMap<string, Answer> = new Map()
  const asked = new Map<string, string>()
  const server = createServer((request, response) => {
    request.resume()
    const [, kind, name = ''] = (request.url ?? '').split('/')
    if (kind === 'lookups') asked.set(idOf(request), name)
    const { status, body } = kind === 'lookups' ? answerTo(known.get(name)) : { status: 200, body: {} }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: answers => {
      known = answers
    },
    lookupOf: ask => asked.get(ask),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const idOf = ({ headers }: IncomingMessage): string => String(headers['idempotency-key'])

function answerTo(answer: Answer | undefined): { status: number; body: unknown } {
  if (answer === undefined || answer === 'failed') return { status: 500, body: {} }
  return answer === 'not-found' ? { status: 404, body: {} } : { status: 200, body: answer.found }
}
