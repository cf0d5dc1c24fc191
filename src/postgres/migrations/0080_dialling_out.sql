-- Which way a conversation began: who called whom.
alter table conversations add column direction text not null default 'inbound'
  check (direction in ('inbound', 'outbound'));
