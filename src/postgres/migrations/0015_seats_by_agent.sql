-- Who is sent away takes his seats along; without this each of many reads the whole table.
create index queue_members_agent on queue_members (agent);
