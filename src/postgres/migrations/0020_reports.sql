-- What reports count. Waits are measured from joining the queue, to the first answer or to giving up.

alter table conversations
  add column answer_wait_ms integer
    generated always as ((extract(epoch from (answered_at - queued_at)) * 1000)::integer) stored,
  add column abandon_wait_ms integer
    generated always as (case when result = 'abandoned' and answered_at is null
      then (extract(epoch from (ended_at - queued_at)) * 1000)::integer end) stored;

-- What an agent had to do with a conversation: offered, answered, abandoned while his phone was to take it.
create table encounters (
  conversation    text not null references conversations on delete cascade,
  agent           text not null,
  arrived_at      timestamptz not null,
  answer_wait_ms  integer,
  abandon_wait_ms integer,
  talk_ms         integer not null,
  wrap_up_ms      integer not null,
  primary key (conversation, agent)
);
-- Rows come in the order of time, so a summary a megabyte finds a month as well as a full index would, and costs
-- the scribe nothing.
create index encounters_arrived_at on encounters using brin (arrived_at) with (autosummarize = on);

-- What was recorded before this table: from the offers and segments of those conversations.
insert into encounters
select c.conversation, o.agent, c.arrived_at,
  case when bool_or(o.cause = 'answered')
    then (extract(epoch from (min(o.to_at) filter (where o.cause = 'answered') - c.queued_at)) * 1000)::integer
  end,
  case when bool_or(o.cause = 'caller-gone') then c.abandon_wait_ms end,
  coalesce((select (sum(extract(epoch from (s.to_at - s.from_at))) * 1000)::integer from segments as s
    where s.conversation = c.conversation and s.agent = o.agent and s.kind = 'talking'), 0),
  coalesce((select (sum(extract(epoch from (s.to_at - s.from_at))) * 1000)::integer from segments as s
    where s.conversation = c.conversation and s.agent = o.agent and s.kind = 'wrap-up'), 0)
from conversations as c join offers as o using (conversation)
group by c.conversation, o.agent;
