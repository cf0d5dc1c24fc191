-- Who may do what: people who can be sent away, their sessions, tokens for programs, and what people changed.

alter table people add column active boolean not null default true;
alter table people add column language text check (language in ('vi', 'en'));
-- Given by somebody else: its owner is asked to choose a new one.
alter table people add column password_is_temporary boolean not null default true;

-- Only hashes are kept (sha256 of 32 random bytes): who reads this table can't log in with it.
create table sessions (
  id           text primary key,
  secret_hash  bytea not null unique,
  csrf         text not null,
  person       text not null references people on delete cascade,
  created_at   timestamptz not null default now(),
  seen_at      timestamptz not null default now(),
  address      text not null,
  browser      text not null
);
create index sessions_person on sessions (person);

create table tokens (
  id          text primary key,
  secret_hash bytea not null unique,
  name        text not null,
  role        text not null check (role in ('admin', 'manager', 'supervisor', 'agent')),
  created_by  text not null,
  created_at  timestamptz not null default now(),
  used_at     timestamptz
);

-- What people changed or listened to. `person` is no reference: the row outlives him.
create table audit (
  id      bigint generated always as identity primary key,
  at      timestamptz not null default now(),
  person  text not null,
  action  text not null,
  object  text not null,
  details jsonb not null default '{}'
);
create index audit_at on audit (at, id);
