-- An agent's calls, in the order in which a list shows them: one among a hundred agents has too few of all calls
-- for a walk through the year. All other searches find their page by time, or by the caller.
create index conversations_agent on conversations (agent, arrived_at, conversation) where agent is not null;
create index encounters_agent on encounters (agent, arrived_at, conversation);
