-- The opening session of a lot (开标).
CREATE TABLE opening_session (
    lot         uuid PRIMARY KEY,
    tender      uuid NOT NULL,
    closed_at   timestamptz NOT NULL,
    list_record uuid NOT NULL,
    version     int  NOT NULL,
    listed      int  NOT NULL,
    ordered     boolean NOT NULL DEFAULT false,
    opened_at   timestamptz,
    next_seq    bigint NOT NULL DEFAULT 1
);
CREATE INDEX opening_unordered ON opening_session (closed_at) WHERE NOT ordered;

-- What became of each listed bid. S is encrypted under the platform key; it opens that one bid again for the evaluation.
CREATE TABLE opened_bid (
    submission   uuid PRIMARY KEY,
    lot          uuid NOT NULL REFERENCES opening_session,
    log_index    bigint NOT NULL,
    party        uuid NOT NULL,
    bidder       text NOT NULL,
    organisation text NOT NULL,
    form         bytea,
    slip         bytea,
    shared       bytea,
    reason       text,
    detail       text,
    blame        text,
    CHECK ((form IS NULL) = (reason IS NOT NULL))
);
CREATE INDEX opened_bid_lot ON opened_bid (lot, log_index);

-- What watchers of the session see, numbered under the session's own lock.
CREATE TABLE session_event (
    lot  uuid NOT NULL REFERENCES opening_session,
    seq  bigint NOT NULL,
    type text NOT NULL,
    data text NOT NULL,
    at   timestamptz NOT NULL,
    PRIMARY KEY (lot, seq)
);
