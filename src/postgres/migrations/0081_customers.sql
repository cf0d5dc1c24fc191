-- What is known of who calls: written by people or their systems, and who served him last, written by the scribe.
-- The name is sealed with the contact's own key: who forgets the contact forgets all of it.
create table customers (
  contact    text primary key references contact_keys on delete cascade,
  name       text,
  segment    text,
  vip        boolean not null default false,
  -- Empty as long as nobody has written him down: then only the last agent is known.
  written_at timestamptz,
  last_agent text,
  last_at    timestamptz
);
create index customers_written on customers (contact) where written_at is not null;
