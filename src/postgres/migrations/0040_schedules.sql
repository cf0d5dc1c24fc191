-- Work by the calendar: which job ran for which day; and what retention needs to know.

-- One row a job and day: a job that has one is never begun a second time after it succeeded.
create table job_runs (
  job         text not null,
  day         date not null,
  due_at      timestamptz not null,
  outcome     text not null check (outcome in ('running', 'done', 'failed', 'skipped')),
  attempts    integer not null default 0,
  started_at  timestamptz,
  finished_at timestamptz,
  details     jsonb not null default '{}',
  error       text,
  primary key (job, day)
);

-- What a court or a complaint needs: nothing of this conversation is erased while it stands.
alter table conversations add column legal_hold boolean not null default false;

-- An erased recording keeps its row: that it was there, how long it was, and its hash.
alter table recordings drop constraint recordings_state_check;
alter table recordings add constraint recordings_state_check
  check (state in ('expected', 'in-asterisk', 'stored', 'failed', 'erased'));
alter table recordings add column erased_at timestamptz;
create index recordings_by_age on recordings (started_at) where state = 'stored';
create index recordings_lost on recordings (recording) where state = 'failed';

alter table contacts add column erased_at timestamptz;
