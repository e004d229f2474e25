-- Parties are found by a keyed hash and stored under the platform key: no row here names anyone, because the list of
-- those who logged in while one lot is open is nearly its list of bidders.
create table party (
    id     uuid  primary key,
    lookup bytea not null unique,
    sealed bytea not null
);

create table party_certificate (
    lookup bytea primary key,
    party  uuid  not null references party (id),
    sealed bytea not null
);
create index party_certificate_party on party_certificate (party);

-- The roles that the last recorded grant gives to a certificate or to an organisation.
create table role_grant (
    lookup bytea primary key,
    sealed bytea not null
);

-- A signed act counts once: hash of actor and nonce. Append-only.
create table act_used (
    act bytea primary key
);

-- A login challenge counts once; rows past their end are removed by later logins.
create table login_used (
    challenge bytea       primary key,
    expires   timestamptz not null
);
create index login_used_expires on login_used (expires);
