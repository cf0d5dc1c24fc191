-- The record: the journal as it was written, and what is folded from it.
-- Times are timestamptz; intervals are half-open: from_at belongs to it, to_at does not.

create table journal (
  id           text primary key,
  v            integer not null,
  at           timestamptz not null,
  conversation text,
  agent        text,
  type         text not null,
  data         jsonb not null
);
create index journal_conversation on journal (conversation) where conversation is not null;

-- Records that could not be read or stored. Nothing is thrown away, and nothing blocks the rest.
create table journal_rejects (
  entry text primary key,
  at    timestamptz not null default now(),
  error text not null,
  json  text not null
);

create table scribe_position (
  stream text primary key,
  entry  text not null
);

-- The head of a CDR.
create table conversations (
  conversation text primary key,
  revision     integer not null default 1,
  channel      text not null,
  hotline      text not null,
  via          text not null,
  contact      text not null,
  number_kind  text not null,
  flow         text not null,
  version      text not null,
  language     text not null,
  queue        text,
  agent        text,
  arrived_at   timestamptz not null,
  queued_at    timestamptz,
  answered_at  timestamptz,
  ended_at     timestamptz not null,
  wait_ms      integer not null,
  ring_ms      integer not null,
  talk_ms      integer not null,
  wrap_up_ms   integer not null,
  result       text not null,
  reason       text not null,
  who          text not null,
  keys         jsonb not null
);
create index conversations_arrived_at on conversations (arrived_at, conversation);
create index conversations_contact on conversations (contact, arrived_at);

create table segments (
  conversation text not null references conversations on delete cascade,
  number       integer not null,
  kind         text not null,
  from_at      timestamptz not null,
  to_at        timestamptz not null,
  queue        text,
  agent        text,
  section      text,
  primary key (conversation, number)
);

create table offers (
  conversation text not null references conversations on delete cascade,
  number       integer not null,
  offer        text not null,
  agent        text not null,
  from_at      timestamptz not null,
  to_at        timestamptz,
  cause        text,
  why          jsonb,
  primary key (conversation, number)
);

-- A track and where it is: expected → in-asterisk → stored, or failed. Written while the call still lasts,
-- so it refers to no CDR.
create table recordings (
  recording    text primary key,
  conversation text not null,
  party        text not null,
  agent        text not null,
  started_at   timestamptz not null,
  duration_ms  integer,
  state        text not null check (state in ('expected', 'in-asterisk', 'stored', 'failed')),
  path         text,
  sha256       text,
  bytes        bigint,
  stored_at    timestamptz,
  attempts     integer not null default 0,
  try_after    timestamptz not null default now(),
  failure      text
);
create index recordings_conversation on recordings (conversation);
create index recordings_open on recordings (try_after) where state in ('expected', 'in-asterisk');

-- What an agent was, from when; until his next row.
create table agent_states (
  id           text primary key,
  seq          bigint not null,
  agent        text not null,
  from_at      timestamptz not null,
  state        text not null,
  reason       text,
  conversation text
);
create index agent_states_agent on agent_states (agent, from_at, seq);

-- Personal data: a number opens only with its contact's key, which opens only with the house's. Erasing a
-- person deletes the key.
create table contact_keys (
  contact text primary key,
  wrapped text not null
);
create table contacts (
  contact text primary key,
  sealed  text not null
);
