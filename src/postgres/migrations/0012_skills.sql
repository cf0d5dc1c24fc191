-- What an agent knows: a flow may want it of whoever takes the call (queue: … skills: […]).
alter table agents add column skills text[] not null default '{}';
