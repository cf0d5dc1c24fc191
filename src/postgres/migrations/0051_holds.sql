-- Who asked for a hold, when and why: told to those who may lift it. The audit log has every change.

alter table conversations
  add column held_at timestamptz,
  add column held_by text,
  add column held_reason text;
create index conversations_held on conversations (arrived_at, conversation) where legal_hold;
