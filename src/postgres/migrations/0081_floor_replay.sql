-- What a day's replay needs: the house time of what the floor took, and the floor's records of a time.

alter table journal add column house double precision;

-- Rows come in the order of time, so a summary a megabyte finds a day, and costs the scribe nothing.
create index journal_at on journal using brin (at) with (autosummarize = on);
