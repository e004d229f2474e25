-- Projects, tenders, lots (项目, 招标项目, 标段). Who asks and who downloads is not here: it is in the encrypted records.
CREATE TABLE project (
    id         uuid PRIMARY KEY,
    number     text NOT NULL UNIQUE,
    name       text NOT NULL,
    party      uuid NOT NULL,
    entity     text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE tender (
    id            uuid PRIMARY KEY,
    project       uuid NOT NULL REFERENCES project,
    number        text NOT NULL UNIQUE,
    party         uuid NOT NULL,
    entity_cert   text NOT NULL,
    draft         bytea NOT NULL,
    created_at    timestamptz NOT NULL,
    published_at  timestamptz,
    notice        bytea,
    rules         text,
    CHECK ((published_at IS NULL) = (notice IS NULL)),
    CHECK ((published_at IS NULL) = (rules IS NULL))
);

CREATE TABLE lot (
    id               uuid PRIMARY KEY,
    tender           uuid NOT NULL REFERENCES tender,
    ordinal          int  NOT NULL,
    number           text NOT NULL UNIQUE,
    name             text NOT NULL,
    ceiling          bigint NOT NULL CHECK (ceiling > 0),
    deadline         timestamptz NOT NULL,
    deadline_version int  NOT NULL DEFAULT 1,
    stage            text NOT NULL,
    UNIQUE (tender, ordinal)
);
CREATE INDEX lot_due ON lot (deadline) WHERE stage = 'PUBLISHED';

-- A later deadline counts only when the offices have signed it (records.md §6).
CREATE TABLE pending_deadline (
    lot        uuid NOT NULL REFERENCES lot,
    version    int  NOT NULL,
    deadline   timestamptz NOT NULL,
    act        bytea NOT NULL,
    asked_at   timestamptz NOT NULL,
    in_force   timestamptz,
    PRIMARY KEY (lot, version)
);
CREATE INDEX pending_deadline_open ON pending_deadline (lot) WHERE in_force IS NULL;

CREATE TABLE tender_document (
    tender     uuid NOT NULL REFERENCES tender,
    hash       text NOT NULL,
    name       text NOT NULL,
    size       bigint NOT NULL,
    object     text NOT NULL,
    added_at   timestamptz NOT NULL,
    PRIMARY KEY (tender, hash),
    UNIQUE (tender, name)
);

CREATE TABLE clarification (
    tender     uuid NOT NULL REFERENCES tender,
    version    int  NOT NULL,
    act        bytea NOT NULL,
    issued_at  timestamptz NOT NULL,
    PRIMARY KEY (tender, version)
);

-- Questions reach the procuring entity without their asker's name (招标投标法 第二十二条).
CREATE TABLE question (
    id       uuid PRIMARY KEY,
    tender   uuid NOT NULL REFERENCES tender,
    text     text NOT NULL,
    asked_at timestamptz NOT NULL
);
