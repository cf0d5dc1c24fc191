// What the addresses of flows answer.
import { Type } from 'typebox'
import { Findings } from './configuration.ts'

export const FlowNameParams = Type.Object({ flow: Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' }) })

const Line = Type.Integer({ description: 'in the file of the flow, from 1' })

export const TestsView = Type.Object({
  findings: Findings,
  flows: Type.Optional(
    Type.Array(
      Type.Object({
        flow: Type.String(),
        tests: Type.Array(
          Type.Object({
            name: Type.String(),
            passed: Type.Boolean(),
            met: Type.Array(Type.String(), { description: 'what the caller met, in order' }),
            sentence: Type.Optional(Type.String({ description: 'why it did not pass' })),
            line: Line,
            tookMs: Type.Number(),
          }),
        ),
      }),
      { description: 'missing where mistakes keep the files from being tested' },
    ),
  ),
})

const Place = Type.Object({ flow: Type.String(), section: Type.String(), step: Type.Integer() })

export const AttemptedView = Type.Object({
  findings: Findings,
  attempted: Type.Optional(
    Type.Object(
      {
        met: Type.Array(
          Type.Object({
            atMs: Type.Integer({ description: 'of the call' }),
            kind: Type.String({
              description: 'section, say, menu, collect, secret, queue, voicemail, hangup …',
            }),
            words: Type.String({ description: 'as a test would expect it' }),
            sentences: Type.Array(Type.Object({ key: Type.Optional(Type.String()), text: Type.String() }), {
              description: 'what the caller hears; the key of a prompt beside its sentence',
            }),
            place: Place,
          }),
        ),
        state: Type.Union([Type.Literal('asks'), Type.Literal('waits'), Type.Literal('ended')], {
          description: 'asks: for keys; waits: in a queue, where time may pass; ended',
        }),
        keys: Type.Array(Type.String(), { description: 'that lead somewhere; asks without any: for digits' }),
        queue: Type.Optional(Type.String()),
        ended: Type.Optional(Type.String({ description: 'normal, busy …, caller, ran-away' })),
        place: Place,
        language: Type.String(),
        elapsedMs: Type.Integer(),
        unused: Type.Integer({ description: 'acts that found no question' }),
      },
      { description: 'missing where mistakes keep the flow from being tried' },
    ),
  ),
})

export const DrawingView = Type.Object({
  boxes: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.Union([Type.Literal('section'), Type.Literal('end')]),
      title: Type.String(),
      steps: Type.Array(Type.String()),
      line: Type.Optional(Line),
      stepLines: Type.Array(Line),
    }),
  ),
  ways: Type.Array(
    Type.Object({
      from: Type.String(),
      to: Type.String(),
      label: Type.String({ description: 'what leads there: 1, no-input, after 60s; empty for go' }),
      step: Type.Integer(),
      digit: Type.Optional(Type.String()),
      line: Line,
    }),
  ),
})

export const TrafficView = Type.Object({
  flow: Type.String(),
  day: Type.String(),
  timezone: Type.String(),
  sections: Type.Array(
    Type.Object({
      section: Type.String(),
      entered: Type.Integer({ description: 'callers who came here' }),
      hungUp: Type.Integer({ description: 'callers who hung up here' }),
      keys: Type.Record(Type.String(), Type.Integer(), { description: 'key → how often it led on' }),
    }),
  ),
})

export const ImpactView = Type.Object({
  findings: Findings,
  calls: Type.Optional(
    Type.Integer({ description: 'that were rehearsed; missing where mistakes prevent it' }),
  ),
  changed: Type.Optional(Type.Integer({ description: 'that would go another way' })),
  unknown: Type.Optional(Type.Integer({ description: 'of which nothing can be said' })),
  partings: Type.Optional(
    Type.Array(
      Type.Object({
        flow: Type.String(),
        section: Type.String({ description: 'where the ways part' }),
        before: Type.String(),
        after: Type.String(),
        calls: Type.Integer(),
        examples: Type.Array(Type.String(), { description: 'conversations' }),
      }),
    ),
  ),
  tookMs: Type.Optional(Type.Object({ read: Type.Integer(), rehearsed: Type.Integer() })),
})
