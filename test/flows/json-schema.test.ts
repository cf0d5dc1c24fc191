// The JSON Schema that editors are given: as current as the verbs, and as strict as the loader.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import t from 'tap'
import { parse } from 'yaml'
import { flowSchema, flowSchemaText } from '../../src/flows/json-schema.ts'
import { VERB_WORDS } from '../../src/flows/verb-words.ts'
import { verbNames, verbs } from '../../src/flows/verbs/verbs.ts'

const flows = join(import.meta.dirname, '../../ivr-flows')
const fits = new Ajv({ strict: false, allErrors: true }).compile(flowSchema())

t.test('the file beside the flows is current', async t => {
  const hint = 'run "npx tongdai flow schema > ivr-flows/flow.schema.json"'
  t.ok(readFileSync(join(flows, 'flow.schema.json'), 'utf8') === flowSchemaText(), hint)
})

t.test('each setting of each verb is described', async t => {
  for (const name of verbNames) {
    const keys = Object.keys((verbs[name].schema as unknown as { properties: object }).properties)
    const settings = keys.filter(key => key !== name)
    t.same(Object.keys(VERB_WORDS[name].settings).sort(), settings.sort(), name)
  }
})

t.test('the shipped flows fit it, and name it', async t => {
  const names = readdirSync(flows).filter(name => name.endsWith('.yaml'))
  t.ok(names.length > 1)
  for (const name of names) {
    const text = readFileSync(join(flows, name), 'utf8')
    t.ok(fits(parse(text)), name, { errors: fits.errors?.slice(0, 3) })
    t.match(text, /^# yaml-language-server: \$schema=flow\.schema\.json$/m, name)
  }
})

t.test('mistakes do not fit', async t => {
  const flow = (step: unknown) => ({ flow: 'x', title: 'X', start: [step] })
  t.ok(fits(flow({ queue: 'sales' })))
  t.ok(fits(flow('hangup')))
  for (const step of [{ qeue: 'sales' }, { menu: 'm', keys: { '12': 's' } }, { wait: '5' }, 'hang', {}])
    t.notOk(fits(flow(step)), JSON.stringify(step))
  t.notOk(fits({ flow: 'x', title: 'X' }), 'without a start')
})
