// SIP messages (RFC 3261) as data: parse, format, and the few questions that a phone asks of them.

export type Header = [name: string, value: string]
export type SipRequest = { method: string; uri: string; headers: Header[]; body: string }
export type SipResponse = { status: number; reason: string; headers: Header[]; body: string }
export type SipMessage = SipRequest | SipResponse

const REASONS: Record<number, string> = {
  100: 'Trying',
  180: 'Ringing',
  183: 'Session Progress',
  200: 'OK',
  302: 'Moved Temporarily',
  401: 'Unauthorized',
  404: 'Not Found',
  408: 'Request Timeout',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  500: 'Server Internal Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  603: 'Decline',
}

export const isRequest = (message: SipMessage): message is SipRequest => 'method' in message

/** Every value of a header, in order; names without regard to case. */
export function headerValues(message: SipMessage, name: string): string[] {
  const wanted = name.toLowerCase()
  return message.headers.filter(([known]) => known.toLowerCase() === wanted).map(([, value]) => value)
}

/** The first value of a header, '' where there is none. */
export const headerValue = (message: SipMessage, name: string): string => headerValues(message, name)[0] ?? ''

/** A parameter of a header value: `parameter('<sip:a>;tag=x', 'tag')` is 'x'. */
export const parameter = (value: string, name: string): string | undefined =>
  value.match(new RegExp(`;\\s*${name}=([^;,\\s]+)`, 'i'))?.[1]

/** The URI inside `"Name" <uri>;parameters`. */
export const uriIn = (value: string): string => value.match(/<([^>]+)>/)?.[1] ?? value.split(';')[0]!.trim()

/** The user part of a SIP URI, '' where it has none. */
export const userIn = (uri: string): string => uri.match(/^sips?:([^@;]+)@/i)?.[1] ?? ''

/** Number and method of CSeq. */
export function sequenceOf(message: SipMessage): { number: number; method: string } {
  const [number = '0', method = ''] = headerValue(message, 'CSeq').split(/\s+/)
  return { number: Number(number), method }
}

/** Nothing for what is not SIP (a keep-alive, noise). */
export function parseSip(text: string): SipMessage | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = lines.map((line): Header => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
  })
  const body = text.slice(end + 4)
  const response = first.match(/^SIP\/2\.0 (\d{3}) ?(.*)$/)
  if (response) return { status: Number(response[1]), reason: response[2] ?? '', headers, body }
  const request = first.match(/^([A-Z]+) (\S+) SIP\/2\.0$/)
  return request ? { method: request[1]!, uri: request[2]!, headers, body } : undefined
}

export function formatSip(message: SipMessage): string {
  const first = isRequest(message)
    ? `${message.method} ${message.uri} SIP/2.0`
    : `SIP/2.0 ${message.status} ${message.reason}`
  const headers = [...message.headers, ['Content-Length', String(Buffer.byteLength(message.body))]]
  return `${[first, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n${message.body}`
}

/** The answer to a request: its Via, From, To, Call-ID and CSeq, `tag` put into To, then the headers given. */
export function answerTo(
  request: SipRequest,
  status: number,
  { tag, headers = [], body = '' }: { tag?: string; headers?: Header[]; body?: string } = {},
): SipResponse {
  const copied = request.headers.filter(([name]) => /^(via|from|to|call-id|cseq|record-route)$/i.test(name))
  const tagged = copied.map(([name, value]): Header => {
    const needsTag = tag && name.toLowerCase() === 'to' && parameter(value, 'tag') === undefined
    return [name, needsTag ? `${value};tag=${tag}` : value]
  })
  return { status, reason: REASONS[status] ?? 'Because', headers: [...tagged, ...headers], body }
}
