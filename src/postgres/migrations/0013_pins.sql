-- A PIN of 4 to 8 digits, for people who record prompts by telephone; argon2id like passwords.
alter table people add column pin_hash text;
