-- Who works here, with which phone, in which queues; and the published versions of the configuration.

create table people (
  id            text primary key,
  name          text not null,
  role          text not null check (role in ('admin', 'manager', 'supervisor', 'agent')),
  password_hash text,
  created_at    timestamptz not null default now()
);

-- ha1 = md5(id:realm:password), what SIP digest needs; the password itself is shown once and not kept.
create table phones (
  id   text primary key,
  kind text not null check (kind in ('agent', 'caller')),
  ha1  text not null
);

create table agents (
  id     text primary key,
  person text not null references people,
  phone  text not null unique references phones
);

-- rank: the order in which a queue counts round.
create table queue_members (
  queue text not null,
  agent text not null references agents on delete cascade,
  rank  integer not null,
  primary key (queue, agent)
);

create table versions (
  hash         text primary key,
  author       text not null,
  published_at timestamptz not null default now(),
  tree         jsonb not null
);
