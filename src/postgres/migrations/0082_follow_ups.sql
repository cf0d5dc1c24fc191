-- Callers who gave up waiting and whom nobody has talked to since: a row for each such conversation. Rows of one contact
-- and queue that are open are one thing to do; those that were closed at the same moment were one.
create table follow_ups (
  conversation text primary key,
  contact      text not null,
  queue        text not null,
  -- When he gave up.
  at           timestamptz not null,
  due_at       timestamptz not null,
  -- A talk with him that ended later closes it: when he gave up, or when somebody opened it again.
  open_since   timestamptz not null,
  taken_at     timestamptz,
  taken_by     text,
  closed_at    timestamptz,
  -- A person; the conversation in which somebody talked to him stands beside it, or instead of it.
  closed_by    text,
  closed_call  text,
  -- Sealed about the contact.
  note         text
);
create index follow_ups_open on follow_ups (contact) where closed_at is null;
create index follow_ups_closed on follow_ups (closed_at) where closed_at is not null;
