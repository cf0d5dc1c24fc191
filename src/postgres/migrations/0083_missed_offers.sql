-- Offers that an agent let pass: no answer, busy, declined, out of reach. Per agent, and their sum for the conversation.

alter table encounters add column missed integer not null default 0;
alter table conversations add column missed integer not null default 0;

-- What was recorded before; a phone that an agent was only asked on counts for nobody, so encounters decide.
with missed as (
  select conversation, agent, count(*)::integer as missed from offers
  where cause in ('no-answer', 'busy', 'declined', 'unreachable') group by conversation, agent),
shares as (
  update encounters set missed = missed.missed from missed
  where encounters.conversation = missed.conversation and encounters.agent = missed.agent
  returning encounters.conversation, missed.missed)
update conversations set missed = s.missed
from (select conversation, sum(missed)::integer as missed from shares group by conversation) as s
where conversations.conversation = s.conversation;
