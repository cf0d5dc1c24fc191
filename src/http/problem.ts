// Problem answers (RFC 9457): every error leaves the house in this one shape, from this one place.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Finding } from '../config/finding.ts'
import { DatabaseAway } from '../postgres/database.ts'
import { NoSuchTimezone } from '../postgres/timezone.ts'
import { RedisAway } from '../redis/connection.ts'
import { OrderUnanswered } from '../redis/orders.ts'
import { findingsIn } from '../told/findings.ts'
import { languageOf, type Sentence, sentenceIn, told } from './told.ts'

/** `line` and `column` where it came from a file. */
export type FieldError = { field: string; sentence: Sentence; line?: number; column?: number }

/** Thrown by a handler: what went wrong, as a person should read it. `status` as in HTTP. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly sentence: Sentence
  readonly more: More

  constructor(status: number, code: string, sentence: Sentence, more: More = {}) {
    super(sentenceIn('en', sentence))
    this.sentence = sentence
    this.status = status
    this.code = code
    this.more = more
  }
}

/** What else the answer says, for programs and forms. */
export type More = {
  findings?: readonly Finding[] | undefined
  errors?: readonly FieldError[]
  diff?: unknown
  /** Seconds after which trying again makes sense. */
  retryAfterS?: number
}

type Said = More & { status: number; code: string; detail: Sentence }

/** The one error handler. What is our own fault is logged whole and told in one sentence. */
export function answerProblem(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const said = describe(error)
  if (said.status >= 500 && said.code === 'internal') request.log.error({ err: error }, 'a request failed')
  const retryAfterS = said.retryAfterS ?? (said.status === 503 ? 1 : undefined)
  if (retryAfterS !== undefined) reply.header('retry-after', String(retryAfterS))
  return sendProblem(request, reply, said)
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, said: Said): FastifyReply {
  const { status, code, detail, errors, findings, diff } = said
  const language = languageOf(request)
  const words = (sentence: Sentence) => sentenceIn(language, sentence)
  return reply
    .header('content-language', language)
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:tongdai:problem:${code}`,
        title: words(titles[status] ?? 'Error'),
        status,
        code,
        detail: words(detail),
        instance: request.url.slice(0, 200),
        ...(errors && { errors: errors.map(one => ({ ...one, sentence: words(one.sentence) })) }),
        ...(findings && { findings: findingsIn(language, findings) }),
        ...(diff !== undefined && { diff }),
      }),
    )
}

function describe(error: FastifyError): Said {
  if (error instanceof Problem) {
    return { status: error.status, code: error.code, detail: error.sentence, ...error.more }
  }
  if (error instanceof DatabaseAway || error instanceof RedisAway || error instanceof OrderUnanswered) {
    return { status: 503, code: error.code, detail: error.message }
  }
  if (error instanceof NoSuchTimezone) {
    const { code, timezone } = error
    const detail = told`There is no time zone "${timezone}". Write one such as Asia/Ho_Chi_Minh or Europe/Paris.`
    return { status: 400, code, detail }
  }
  if (error.validation) {
    const detail = 'Something in the request is not as it should be; see the errors.'
    return { status: 400, code: 'invalid-request', detail, errors: fieldErrors(error) }
  }
  const status = error.statusCode ?? 500
  const own = clientErrors[error.code] ?? clientErrors[String(status)]
  if (status >= 400 && status < 500)
    return { status, ...(own ?? { code: 'bad-request', detail: error.message }) }
  return { status: 500, code: 'internal', detail: 'Something went wrong on our side. It has been logged.' }
}

const clientErrors: Record<string, { code: string; detail: string }> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'body-too-large',
    detail: 'The body is larger than this address takes.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'wrong-media-type', detail: 'Send the body as application/json.' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'empty-body', detail: 'The body is said to be JSON but is empty.' },
  FST_ERR_BAD_URL: { code: 'bad-url', detail: 'The address is wrongly percent-encoded.' },
  400: { code: 'bad-request', detail: 'The request cannot be read: check its JSON and its address.' },
}

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Not authorised',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Wrong media type',
  416: 'No such range',
  422: 'Refused',
  429: 'Too often',
  500: 'Our mistake',
  503: 'Not available now',
}

function fieldErrors(error: FastifyError): FieldError[] {
  return (error.validation ?? []).map(({ instancePath, keyword, params }) => {
    const named = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty
    const path = [...instancePath.split('/').slice(1), ...(named === undefined ? [] : [String(named)])]
    return { field: [error.validationContext, ...path].join('.'), sentence: ruleOf(keyword, params) }
  })
}

/** @param params what the schema's keyword says */
function ruleOf(keyword: string, params: Readonly<Record<string, unknown>>): Sentence {
  const limit = Number(params.limit)
  switch (keyword) {
    case 'required':
      return 'must be there'
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is not known here'
    case 'type':
      return told`must be of type ${String(params.type)}`
    case 'enum':
    case 'const':
    case 'anyOf':
      return 'must be one of the values that are allowed'
    case 'minLength':
      return told`must have at least ${limit} characters`
    case 'maxLength':
      return told`must have at most ${limit} characters`
    case 'minItems':
      return told`must have at least ${limit} entries`
    case 'maxItems':
      return told`must have at most ${limit} entries`
    case 'minimum':
    case 'maximum':
      return told`must be ${String(params.comparison)} ${limit}`
    case 'pattern':
      return told`must match the pattern ${String(params.pattern)}`
    default:
      return 'is wrong'
  }
}
