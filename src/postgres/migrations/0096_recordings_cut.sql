-- How much of what was said a track lacks: it ended early, since the disk was full.
alter table recordings add column missing_ms integer not null default 0;
create index recordings_cut on recordings (conversation) where missing_ms > 0 or state = 'failed';
