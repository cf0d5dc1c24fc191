-- A callback is a conversation of its own: in which one it was asked for.

alter table conversations add column callback_of text;

create index conversations_callback_of on conversations (callback_of) where callback_of is not null;
