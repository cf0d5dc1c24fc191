-- The queues that a supervisor looks after; none: all of them.
alter table people add column supervises text[] not null default '{}';
