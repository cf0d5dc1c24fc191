-- The second thing that a log-in asks for: six digits of an authenticator (RFC 6238).

create table second_factors (
  person       text primary key references people on delete cascade,
  -- Sealed about the person.
  sealed       text not null,
  -- Null as long as he has not shown that his authenticator has it.
  confirmed_at timestamptz,
  -- The half minute whose code he used last: none is taken twice.
  last_step    bigint not null default 0,
  -- Hashes of codes for the day when his telephone is gone; each is taken once. They are 80 random bits: no salt needed.
  recovery     bytea[] not null default '{}'
);
