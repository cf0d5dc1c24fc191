// People: who they are, what they may, at which desk they sit.
import type { DtmfMode } from '../config.ts'
import { ask, type Connection } from './database.ts'
import { ha1Of } from './passwords.ts'
import type { Account, Role } from './sessions.ts'

/** `level`: lower ones are asked first; missing: 1. */
export type Seat = { queue: string; rank: number; level?: number }

/**
 * `dtmf`: how his phone tells keys; missing: as server.yaml says. `skills`: what he knows, as `english` or `english:3`;
 * missing: nothing that a flow asks for. `wrapUpMs`: instead of his queues'. `weight`: for weighted random; missing: 1.
 */
export type Desk = {
  id: string
  phone: string
  dtmf?: DtmfMode
  queues: Seat[]
  skills?: string[]
  wrapUpMs?: number
  weight?: number
}

export type Person = {
  id: string
  name: string
  role: Role
  language?: 'vi' | 'en'
  active: boolean
  /** The queues that a supervisor looks after; missing: all. */
  supervises?: string[]
  /** His desk: his id as an agent, his phone, the queues that he sits in. */
  agent?: Desk
  /** Whether he has a password. */
  canLogIn: boolean
}

/** For a log-in: nobody is found who was sent away or has no password. */
export async function findAccount(
  db: Connection,
  id: string,
): Promise<(Account & { password_hash: string }) | undefined> {
  const [row] = await ask<Account & { password_hash: string }>(
    db,
    `select people.id, people.name, role, language, password_hash, password_is_temporary, agents.id as agent
     from people left join agents on agents.person = people.id
     where people.id = $1 and active and password_hash is not null`,
    [id],
  )
  return row
}

/** A seat as JSON; the usual level is not named. */
export const SEAT = `jsonb_strip_nulls(jsonb_build_object('queue', queue, 'rank', rank, 'level', nullif(level, 1)))`

export async function readPeople(db: Connection): Promise<Person[]> {
  const rows = await ask<PersonRow>(
    db,
    `select people.id, people.name, role, language, active, supervises, password_hash is not null as "canLogIn",
       case when agents.id is not null then jsonb_build_object(
         'id', agents.id, 'phone', phone, 'dtmf', dtmf, 'skills', skills, 'wrapUpMs', wrap_up_ms,
         'weight', weight, 'queues', coalesce((select jsonb_agg(${SEAT} order by queue)
           from queue_members where queue_members.agent = agents.id), '[]')) end as agent
     from people left join agents on agents.person = people.id left join phones on phones.id = phone
     order by people.id`,
  )
  return rows.map(({ language, agent, supervises, ...person }) => ({
    ...person,
    ...(supervises.length > 0 && { supervises }),
    ...(language && { language }),
    ...(agent && { agent: deskOf(agent) }),
  }))
}

type PersonRow = Omit<Person, 'language' | 'agent' | 'supervises'> &
  Nullable<Pick<Person, 'language'>> & { agent: StoredDesk | null; supervises: string[] }
type StoredDesk = Omit<Desk, Own> & Nullable<Pick<Desk, Own>>
type Own = 'dtmf' | 'wrapUpMs' | 'weight'
type Nullable<T> = { [K in keyof T]-?: NonNullable<T[K]> | null }

function deskOf({ dtmf, skills = [], wrapUpMs, weight, ...desk }: StoredDesk): Desk {
  return {
    ...desk,
    ...(dtmf && { dtmf }),
    ...(skills.length > 0 && { skills }),
    ...(wrapUpMs !== null && { wrapUpMs }),
    ...(weight !== null && { weight }),
  }
}

/** Ids of phones, and what each is for. */
export async function readPhones(db: Connection): Promise<{ id: string; kind: 'agent' | 'caller' }[]> {
  return ask(db, 'select id, kind from phones')
}

/** From here to the end of the transaction nobody else changes people: what was checked stays true. */
export async function lockPeople(connection: Connection): Promise<void> {
  await ask(connection, 'lock table people in share row exclusive mode')
}

/** New, or as he is now. His password and his desk are not touched. */
export async function writePeople(connection: Connection, people: readonly Person[]): Promise<void> {
  await ask(
    connection,
    `insert into people (id, name, role, language, active, supervises)
     select id, name, role, language, active, coalesce(supervises, '{}')
     from jsonb_to_recordset($1::jsonb) as p (
       id text, name text, role text, language text, active boolean, supervises text[])
     on conflict (id) do update set name = excluded.name, role = excluded.role,
       language = excluded.language, active = excluded.active, supervises = excluded.supervises`,
    [JSON.stringify(people)],
  )
}

/** Makes the desks of these people and their phones as they are in the list; who has none there loses his. */
export async function writeDesks(connection: Connection, people: readonly Person[]): Promise<void> {
  const desks = people.flatMap(({ id: person, agent }) => (agent ? [{ ...agent, person }] : []))
  const seats = desks.flatMap(({ id, queues }) => queues.map(seat => ({ ...seat, agent: id })))
  await ask(connection, 'delete from agents where person = any($1)', [people.map(({ id }) => id)])
  await ask(
    connection,
    `insert into agents (id, person, phone, skills, wrap_up_ms, weight)
     select id, person, phone, coalesce(skills, '{}'), "wrapUpMs", weight
     from jsonb_to_recordset($1::jsonb) as a (
       id text, person text, phone text, skills text[], "wrapUpMs" integer, weight integer)`,
    [JSON.stringify(desks)],
  )
  await ask(
    connection,
    `update phones set dtmf = a.dtmf from jsonb_to_recordset($1::jsonb) as a (phone text, dtmf text)
     where phones.id = a.phone and phones.dtmf is distinct from a.dtmf`,
    [JSON.stringify(desks)],
  )
  await ask(
    connection,
    `insert into queue_members (queue, agent, rank, level)
     select queue, agent, rank, coalesce(level, 1)
     from jsonb_to_recordset($1::jsonb) as m (queue text, agent text, rank integer, level integer)`,
    [JSON.stringify(seats)],
  )
}

/** An agent's phone needs an account before it has a desk. */
export async function addPhones(
  connection: Connection,
  phones: readonly { id: string; password: string }[],
): Promise<void> {
  await ask(
    connection,
    `insert into phones (id, kind, ha1) select id, 'agent', ha1
     from jsonb_to_recordset($1::jsonb) as p (id text, ha1 text) on conflict (id) do nothing`,
    [JSON.stringify(phones.map(({ id, password }) => ({ id, ha1: ha1Of(id, password) })))],
  )
}

/** Phones of desks that are no more: nobody can register with them any longer. */
export async function removeIdlePhones(connection: Connection): Promise<void> {
  await ask(
    connection,
    `delete from phones where kind = 'agent' and not exists (select from agents where phone = phones.id)`,
  )
}

/** @param isTemporary somebody else gave it to him. @returns whether there is such a person */
export async function writePassword(
  db: Connection,
  person: string,
  { hash, isTemporary }: { hash: string; isTemporary: boolean },
): Promise<boolean> {
  const rows = await ask(
    db,
    'update people set password_hash = $2, password_is_temporary = $3 where id = $1 returning id',
    [person, hash, isTemporary],
  )
  return rows.length > 0
}

/** @param hash of his PIN for the studio; null takes it away. @returns whether there is such a person */
export async function writePin(db: Connection, person: string, hash: string | null): Promise<boolean> {
  const rows = await ask(db, 'update people set pin_hash = $2 where id = $1 returning id', [person, hash])
  return rows.length > 0
}
