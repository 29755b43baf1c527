create table if not exists visits (
  id bigint generated always as identity primary key,
  name text not null,
  at timestamptz not null default now()
);
