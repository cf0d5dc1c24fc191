-- A version is published by somebody, perhaps more than once: rolling back publishes an old one again.

-- The files as they were written; null for versions that were put on record before they were kept.
alter table versions add column files jsonb;

create table publications (
  number  bigint generated always as identity primary key,
  hash    text not null references versions,
  author  text not null,
  at      timestamptz not null default now(),
  comment text
);
create index publications_hash on publications (hash, number);
insert into publications (hash, author, at) select hash, author, published_at from versions order by published_at;
