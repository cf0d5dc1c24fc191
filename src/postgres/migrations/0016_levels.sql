-- How early an agent is asked in a queue: lower levels first. What is his own instead of his queues': wrap-up, weight.
alter table queue_members add column level integer not null default 1 check (level between 1 and 99);
alter table agents add column wrap_up_ms integer check (wrap_up_ms between 0 and 86400000);
alter table agents add column weight integer check (weight between 1 and 100);
