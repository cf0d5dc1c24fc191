// Customers: what people, or their systems, know of a number. Flows greet by it (the verb `customer`), queues route by it.
import { type Static, Type } from 'typebox'
import { audit } from '../postgres/audit.ts'
import {
  type Customer,
  forgetCustomer,
  listCustomers,
  readCustomer,
  type WrittenCustomer,
  writeCustomers,
} from '../postgres/customers.ts'
import { currentPerson } from './current-person.ts'
import { findCustomers } from './customer-search.ts'
import { customerRows, customersCsv } from './customers-csv.ts'
import type { App, HttpParts } from './parts.ts'
import { type FieldError, Problem } from './problem.ts'
import { told } from './told.ts'

const NumberText = Type.String({ minLength: 1, maxLength: 40, description: 'as people write it' })
const Named = {
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  segment: Type.Optional(Type.String({ pattern: '^[\\p{L}\\p{N} ._-]{1,64}$', description: 'e.g. gold' })),
}
const Written = Type.Object(
  { number: NumberText, ...Named, vip: Type.Optional(Type.Boolean({ default: false })) },
  { additionalProperties: false },
)
const Shown = Type.Object({
  number: Type.Optional(Type.String({ description: 'E.164 where there is one' })),
  shown: Type.Optional(Type.String({ description: 'as people read it' })),
  ...Named,
  vip: Type.Boolean(),
  lastAgent: Type.Optional(Type.String()),
})
const Asked = Type.Object({ number: NumberText }, { additionalProperties: false })
const Listing = Type.Object(
  {
    search: Type.String({ maxLength: 100, default: '', description: 'a part of a name, segment or number' }),
    after: Type.String({ pattern: '^[a-z2-7]{0,20}$', default: '', description: 'from "next"' }),
    limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }),
  },
  { additionalProperties: false },
)
export const CustomerPage = Type.Object({ customers: Type.Array(Shown), next: Type.Optional(Type.String()) })
const Imported = Type.Object({ customers: Type.Integer() })

const mostBytes = 2 * 1024 * 1024
const mostRows = 20_000
const mostErrors = 200

export function customerRoutes(app: App, parts: HttpParts): void {
  const { db, sealKey } = parts
  app.get(
    '/customers',
    { config: { may: 'customers.see' }, schema: { querystring: Listing, response: { 200: CustomerPage } } },
    async ({ query }) => {
      const { customers, next } = await findCustomers(parts, query)
      return {
        customers: customers.map(one => shownView(parts, one)),
        ...(next === undefined ? {} : { next }),
      }
    },
  )

  app.get(
    '/customer',
    { config: { may: 'customers.see' }, schema: { querystring: Asked, response: { 200: Shown } } },
    async ({ query }) => {
      const { number, contact } = written(parts, query.number)
      const found = await readCustomer(db, sealKey, contact)
      if (!found?.isKnown) throw NOBODY()
      return { ...view(found), number }
    },
  )

  app.put(
    '/customer',
    { config: { may: 'customers.change' }, schema: { body: Written, response: { 200: Shown } } },
    async request => {
      const { number: text, vip = false, ...rest } = request.body
      const customer = { ...written(parts, text), ...rest, vip }
      await writeCustomers(db, sealKey, [customer])
      const who = currentPerson(request).id
      await audit(db, { who, action: 'customers.write', object: customer.contact })
      return view(customer)
    },
  )

  app.delete(
    '/customer',
    { config: { may: 'customers.change' }, schema: { querystring: Asked } },
    async (request, reply) => {
      const { contact } = written(parts, request.query.number)
      if (!(await forgetCustomer(db, contact))) throw NOBODY()
      await audit(db, { who: currentPerson(request).id, action: 'customers.forget', object: contact })
      return reply.status(204).send()
    },
  )

  app.get('/customers.csv', { config: { may: 'customers.change' } }, async (request, reply) => {
    const customers = await listCustomers(db, sealKey, { after: '', limit: mostRows })
    const details = { count: customers.length }
    await audit(db, {
      who: currentPerson(request).id,
      action: 'customers.export',
      object: 'customers',
      details,
    })
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="customers.csv"')
      .send(customersCsv(customers))
  })

  app.post(
    '/customers/import',
    {
      config: { may: 'customers.change' },
      bodyLimit: mostBytes,
      schema: {
        body: Type.String({ description: 'text/csv with the columns number, name, segment, vip' }),
        response: { 200: Imported },
      },
    },
    async request => {
      const customers = imported(parts, request.body)
      await writeCustomers(db, sealKey, customers)
      const details = { count: customers.length }
      await audit(db, {
        who: currentPerson(request).id,
        action: 'customers.import',
        object: 'customers',
        details,
      })
      return { customers: customers.length }
    },
  )
}

/** Whole or not at all. @throws Problem with all that is wrong in it */
function imported(parts: HttpParts, text: string): WrittenCustomer[] {
  const { rows, errors } = customerRows(text)
  const found = new Map<string, WrittenCustomer>()
  for (const { line, number: dialled, name, segment, vip } of rows.slice(0, mostRows)) {
    const wrong = (field: string, sentence: FieldError['sentence']) =>
      errors.push({ field, line, column: 1, sentence })
    const number = parts.numberOf(dialled)
    if (number === undefined) wrong('number', told`"${dialled.slice(0, 40)}" is no telephone number.`)
    if (name.length > 200) wrong('name', 'This name is longer than 200 letters.')
    if (!/^[\p{L}\p{N} ._-]{0,64}$/u.test(segment)) wrong('segment', 'A segment is a word, such as gold.')
    if (!/^(yes|no|)$/i.test(vip)) wrong('vip', 'Write yes or no here.')
    if (number === undefined) continue
    const contact = parts.contactOf(number)
    const more = { ...(name ? { name } : {}), ...(segment ? { segment } : {}) }
    found.set(contact, { contact, number, ...more, vip: /^yes$/i.test(vip) })
  }
  if (rows.length > mostRows)
    errors.push({
      field: 'file',
      line: mostRows + 1,
      column: 1,
      sentence: told`More than ${mostRows} rows at once are too many.`,
    })
  if (errors.length === 0) return [...found.values()]
  throw new Problem(422, 'bad-table', 'This table has mistakes; nothing of it was taken.', {
    errors: errors.slice(0, mostErrors),
  })
}

/** @throws Problem no-number */
function written(parts: HttpParts, text: string): { number: string; contact: string } {
  const number = parts.numberOf(text)
  if (number === undefined) throw new Problem(422, 'no-number', 'This is no telephone number.')
  return { number, contact: parts.contactOf(number) }
}

const NOBODY = () =>
  new Problem(404, 'no-such-customer', 'Nobody has written down a customer with this number.')

/** For people to read as well. */
function shownView({ shown }: HttpParts, customer: Customer & { number?: string }): Static<typeof Shown> {
  const { number } = customer
  return { ...view(customer), ...(number === undefined ? {} : { shown: shown(number) }) }
}

function view({
  number,
  name,
  segment,
  vip,
  lastAgent,
}: Customer & { number?: string }): Static<typeof Shown> {
  return {
    ...(number === undefined ? {} : { number }),
    ...(name === undefined ? {} : { name }),
    ...(segment === undefined ? {} : { segment }),
    vip,
    ...(lastAgent === undefined ? {} : { lastAgent }),
  }
}
