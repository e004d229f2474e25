-- Key ceremonies, opening keys and their release. Office messages are signed: whoever changes one here is found out.
CREATE TABLE ceremony (
    id         text PRIMARY KEY,
    tender     uuid NOT NULL,
    lot        uuid NOT NULL,
    stage      text NOT NULL,
    attempt    int  NOT NULL,
    plan       bytea NOT NULL,
    state      text NOT NULL,
    reason     text,
    created_at timestamptz NOT NULL,
    UNIQUE (lot, stage, attempt)
);
CREATE INDEX ceremony_running ON ceremony (created_at) WHERE state = 'RUNNING';

CREATE TABLE ceremony_message (
    ceremony text NOT NULL REFERENCES ceremony,
    round    text NOT NULL,
    office   int  NOT NULL,
    message  bytea NOT NULL,
    shares   bytea,
    PRIMARY KEY (ceremony, round, office)
);

CREATE TABLE opening_key (
    key         text PRIMARY KEY,
    ceremony    text NOT NULL UNIQUE REFERENCES ceremony,
    lot         uuid NOT NULL,
    stage       text NOT NULL,
    certificate bytea NOT NULL,
    UNIQUE (lot, stage)
);

CREATE TABLE deadline_ask (
    key        text NOT NULL REFERENCES opening_key,
    version    int  NOT NULL,
    lot        uuid NOT NULL,
    not_before timestamptz NOT NULL,
    act        bytea NOT NULL,
    complete   boolean NOT NULL DEFAULT false,
    PRIMARY KEY (key, version)
);

CREATE TABLE deadline_statement (
    key     text NOT NULL,
    version int  NOT NULL,
    office  int  NOT NULL,
    message bytea NOT NULL,
    PRIMARY KEY (key, version, office),
    FOREIGN KEY (key, version) REFERENCES deadline_ask
);

-- The attachment names bidders: it is encrypted under the platform key like every such row (records.md §2).
CREATE TABLE release (
    key        text PRIMARY KEY REFERENCES opening_key,
    version    int  NOT NULL,
    list       text NOT NULL,
    listed     int  NOT NULL,
    attachment bytea NOT NULL,
    rows_hash  text NOT NULL,
    state      text NOT NULL,
    ended_by   text,
    created_at timestamptz NOT NULL
);
CREATE INDEX release_open ON release (created_at) WHERE state <> 'DONE';

CREATE TABLE release_answer (
    key    text NOT NULL REFERENCES release,
    kind   text NOT NULL,
    office int  NOT NULL,
    answer bytea NOT NULL,
    shares bytea,
    PRIMARY KEY (key, kind, office)
);

-- What an office last said when it did not do what was asked; for people only, nothing is decided by it.
CREATE TABLE office_trouble (
    key     text NOT NULL,
    office  int  NOT NULL,
    problem text NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (key, office)
);
