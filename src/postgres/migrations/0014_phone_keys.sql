-- How a phone tells keys; null: as config/server.yaml says of all phones.
alter table phones add column dtmf text check (dtmf in ('rfc4733', 'inband', 'info', 'auto'));
