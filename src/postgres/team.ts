// Who works here: seeded once from config/team.yaml, changed in the running system, read by the switchboard.
import { createHash } from 'node:crypto'
import type { DtmfMode, Team } from '../config.ts'
import { newPassword } from '../secrets/secrets.ts'
import { ask, type Connection, type Database, inTransaction } from './database.ts'
import { ha1Of, hashPassword } from './passwords.ts'
import { SEAT } from './people.ts'
import type { Role } from './sessions.ts'

export type TeamSnapshot = {
  agents: {
    id: string
    name: string
    phone: string
    /** `level`: missing: 1. */
    queues: { queue: string; rank: number; level?: number }[]
    skills?: string[]
    wrapUpMs?: number
    weight?: number
  }[]
  /** `dtmf`: how it tells keys; missing: as server.yaml says. */
  phones: { id: string; kind: 'agent' | 'caller'; ha1: string; dtmf?: DtmfMode }[]
  /** Who may be let into the studio by his phone and his PIN; which roles may is not decided here. */
  studio?: { phone: string; person: string; role: Role; pinHash: string }[]
  /** Changes whenever anything above does. */
  hash: string
}

/** Shown once, kept nowhere. */
export type Generated = {
  admin?: { name: string; password: string }
  phones: { id: string; kind: 'agent' | 'caller'; password: string }[]
}

/** Fills an empty house with its team. @returns the passwords that were made, or nothing when people are there */
export async function seedTeam(db: Database, team: Team): Promise<Generated> {
  return inTransaction(db, async connection => {
    await ask(connection, 'lock table people in exclusive mode')
    const [row] = await ask<{ people: number }>(connection, 'select count(*)::integer as people from people')
    if (row && row.people > 0) return { phones: [] }
    const admin = { name: 'admin', password: newPassword() }
    await ask(
      connection,
      `insert into people (id, name, role, password_hash) values ('admin', 'Admin', 'admin', $1)`,
      [await hashPassword(admin.password)],
    )
    const phones = [
      ...team.agents.map(({ phone }) => ({ id: phone, kind: 'agent' as const, password: newPassword() })),
      ...team.callers.map(({ id }) => ({ id, kind: 'caller' as const, password: newPassword() })),
    ]
    await insertPhones(connection, phones)
    await writeWaysOfKeys(connection, team)
    await insertAgents(connection, team)
    return { admin, phones }
  })
}

async function insertPhones(db: Connection, phones: Generated['phones']): Promise<void> {
  await ask(
    db,
    `insert into phones (id, kind, ha1) select * from unnest($1::text[], $2::text[], $3::text[])`,
    [
      phones.map(({ id }) => id),
      phones.map(({ kind }) => kind),
      phones.map(({ id, password }) => ha1Of(id, password)),
    ],
  )
}

async function writeWaysOfKeys(db: Connection, { agents, callers }: Team): Promise<void> {
  const phones = [...agents.map(({ phone, dtmf }) => ({ id: phone, dtmf })), ...callers]
  await ask(
    db,
    `update phones set dtmf = p.dtmf from jsonb_to_recordset($1::jsonb) as p (id text, dtmf text)
     where phones.id = p.id`,
    [JSON.stringify(phones)],
  )
}

async function insertAgents(db: Connection, team: Team): Promise<void> {
  const ids = team.agents.map(({ id }) => id)
  await ask(
    db,
    `insert into people (id, name, role) select id, name, 'agent' from unnest($1::text[], $2::text[]) as p (id, name)`,
    [ids, team.agents.map(({ name }) => name)],
  )
  await ask(
    db,
    `insert into agents (id, person, phone, skills, wrap_up_ms, weight)
     select id, id, phone, coalesce(skills, '{}'), "wrapUpMs", weight
     from jsonb_to_recordset($1::jsonb) as a (
       id text, phone text, skills text[], "wrapUpMs" integer, weight integer)`,
    [JSON.stringify(team.agents)],
  )
  // Where nobody says otherwise, the order of the list is the order in which a queue counts round.
  const members = team.agents.flatMap(({ id, queues }, rank) =>
    queues.map(seat => ({ rank, ...seat, agent: id })),
  )
  await ask(
    db,
    `insert into queue_members (queue, agent, rank, level)
     select queue, agent, rank, coalesce(level, 1)
     from jsonb_to_recordset($1::jsonb) as m (queue text, agent text, rank integer, level integer)`,
    [JSON.stringify(members)],
  )
}

type AgentRow = Omit<TeamSnapshot['agents'][number], 'wrapUpMs' | 'weight'> & {
  wrap_up_ms: number | null
  weight: number | null
}

/** Without those who were sent away: their phones can't register either. */
export async function readTeam(db: Database): Promise<TeamSnapshot> {
  const desks = await ask<AgentRow>(
    db,
    `select agents.id, people.name, agents.phone, agents.skills, wrap_up_ms, weight,
       coalesce(jsonb_agg(${SEAT} order by queue) filter (where queue is not null), '[]') as queues
     from agents join people on people.id = agents.person left join queue_members on agent = agents.id
     where people.active
     group by agents.id, people.name, agents.phone, agents.skills, wrap_up_ms, weight
     order by agents.id`,
  )
  const agents = desks.map(({ wrap_up_ms, weight, ...agent }) => ({
    ...agent,
    ...(wrap_up_ms !== null && { wrapUpMs: wrap_up_ms }),
    ...(weight !== null && { weight }),
  }))
  const rows = await ask<Omit<TeamSnapshot['phones'][number], 'dtmf'> & { dtmf: DtmfMode | null }>(
    db,
    `select phones.id, kind, ha1, dtmf
     from phones left join agents on agents.phone = phones.id left join people on people.id = agents.person
     where people.active is not false order by phones.id`,
  )
  const phones = rows.map(({ dtmf, ...phone }) => ({ ...phone, ...(dtmf && { dtmf }) }))
  const studio = await ask<NonNullable<TeamSnapshot['studio']>[number]>(
    db,
    `select agents.phone, people.id as person, role, pin_hash as "pinHash"
     from agents join people on people.id = agents.person
     where active and pin_hash is not null order by agents.phone`,
  )
  const hash = createHash('sha256')
    .update(JSON.stringify([agents, phones, studio]))
    .digest('hex')
    .slice(0, 20)
  return { agents, phones, studio, hash }
}

/** Gives a phone a new password. @returns it, to be shown once; undefined when there is no such phone */
export async function renewPhonePassword(db: Database, phone: string): Promise<string | undefined> {
  const password = newPassword()
  const rows = await ask(db, 'update phones set ha1 = $2 where id = $1 returning id', [
    phone,
    ha1Of(phone, password),
  ])
  return rows.length > 0 ? password : undefined
}
