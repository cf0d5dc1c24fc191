-- What flows leave behind: notes on a conversation, messages for a box, and what is to be sent elsewhere.

-- Values are sealed, and emptied when the caller is forgotten.
create table conversation_notes (
  id           text primary key,
  conversation text not null,
  at           timestamptz not null,
  name         text not null,
  sealed       text not null
);
create index conversation_notes_conversation on conversation_notes (conversation);

-- A row until it was taken, and then as a record of that. Its values are emptied as soon as it was.
create table sendings (
  id           text primary key,
  conversation text,
  contact      text,
  send         text not null,
  asked_at     timestamptz not null,
  sealed       text not null,
  state        text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts     integer not null default 0,
  try_after    timestamptz not null default now(),
  give_up_at   timestamptz not null default now() + interval '24 hours',
  failure      text,
  done_at      timestamptz
);
create index sendings_due on sendings (try_after) where state = 'waiting';
create index sendings_failed on sendings (asked_at) where state = 'failed';
create index sendings_by_time on sendings (asked_at, id);

-- A message that a caller spoke; its sound is the recording of the same name, whose party is `message`.
create table messages (
  recording    text primary key,
  conversation text not null,
  -- None: it belongs to no box, only to its conversation.
  box          text,
  at           timestamptz not null,
  dropped      boolean not null default false,
  heard_at     timestamptz,
  heard_by     text,
  note         text,
  deleted_at   timestamptz,
  deleted_by   text,
  noticed_at   timestamptz
);
create index messages_box on messages (box, at, recording);
create index messages_conversation on messages (conversation);
create index messages_unnoticed on messages (recording) where noticed_at is null;
