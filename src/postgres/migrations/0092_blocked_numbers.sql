-- Numbers whose calls are refused. The number itself lies sealed among the contacts; who forgets the contact forgets
-- that it was blocked.
create table blocked_numbers (
  contact    text primary key references contact_keys on delete cascade,
  blocked_at timestamptz not null default now(),
  blocked_by text not null
);
