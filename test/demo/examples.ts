// The example flows in the demo: hotlines that lead to them, and the systems that they ask, answered by this process.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Number, flow, what people see, and a language where it is not the flow's. */
const HOTLINES = [
  ['02871090001', 'bank', 'Ngân hàng'],
  ['02871090002', 'shop', 'Cửa hàng'],
  ['02871090003', 'clinic', 'Phòng khám'],
  ['02871090004', 'service', 'Trung tâm bảo hành'],
  ['02871090005', 'bank', 'Bank in English', 'en'],
] as const

export const exampleHotlines: string = HOTLINES.map(([number, flow, title, language]) =>
  [
    `\n- name: ${language ? `${flow}-${language}` : flow}`,
    `  number: "${number}"`,
    `  title: ${title}`,
    `  flow: ${flow}`,
    ...(language ? [`  language: ${language}`] : []),
    '',
  ].join('\n'),
).join('')

/** What callers of the examples press, one after another. */
export const EXAMPLE_CALLS: readonly (readonly [number: string, ...keys: string[]])[] = [
  ['02871090001', '1', '0011223344', '246810', '#'],
  ['02871090001', '1', '0011223355', '111111', '0'],
  ['02871090001', '2'],
  ['02871090002', '1'],
  ['02871090002', '2', '4021177#', '1'],
  ['02871090004', '1', '1', '1', '79927398713'],
  ['02871090004', '2', '2', '2'],
  ['02871090005', '1', '0011223344', '246810', '0'],
]

/**
 * A bank that knows PINs, and takers of what is sent. Only a PIN of one digit six times is wrong.
 * They end with the process.
 * @returns their port
 */
export async function openNeighbours(): Promise<number> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const isWrong = /"pin":"(\d)\1{5}"/.test(body)
    response.writeHead(isWrong ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isWrong ? {} : { balance: 1_250_000 }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return (server.address() as AddressInfo).port
}

/** `config/lookups.yaml` or `config/sends.yaml` with our neighbours instead of nobody. */
export const askingNeighbours = (port: number) => (text: string) =>
  text.replace(
    /^( *)url: https:\/\/\S+\.example\.com(\/\S+)$/gm,
    `$1url: http://127.0.0.1:${port}$2\n$1allow-private: true`,
  )
