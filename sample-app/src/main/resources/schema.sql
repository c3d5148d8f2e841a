create table if not exists payments (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  recipient varchar(100) not null,
  amount numeric(14, 2) not null,
  currency varchar(3) not null,
  created_at timestamp with time zone not null
);
