-- The audit log is read by person, by deed and by time; tokens of programs may end by themselves.

create index audit_person on audit (person, id);
create index audit_action on audit (action text_pattern_ops, id);

alter table tokens add column expires_at timestamptz;
