-- Sealed bids on their way in. Until the opening nothing here names a bidder: party = HMAC(platform key, lot, party),
-- sealed = AES-GCM under the platform key (records.md §2).
CREATE TABLE submission (
    id         uuid PRIMARY KEY,
    lot        uuid NOT NULL,
    party      bytea NOT NULL,
    sealed     bytea NOT NULL,
    state      text NOT NULL,
    created_at timestamptz NOT NULL
);
-- One upload at a time: a new statement takes the place of one that was not completed.
CREATE UNIQUE INDEX submission_uploading ON submission (lot, party) WHERE state = 'UPLOADING';
CREATE INDEX submission_of ON submission (lot, party);

CREATE TABLE submission_object (
    submission uuid NOT NULL REFERENCES submission,
    hash       text NOT NULL,
    ordinal    int  NOT NULL,
    size       bigint NOT NULL,
    object     text,
    PRIMARY KEY (submission, hash)
);

-- The acts of each bidder that are in the log: a bid or a withdrawal, its place in the chain.
CREATE TABLE bid_act (
    record     uuid PRIMARY KEY,
    lot        uuid NOT NULL,
    party      bytea NOT NULL,
    seq        int  NOT NULL,
    kind       text NOT NULL,
    submission uuid REFERENCES submission,
    sealed     bytea NOT NULL,
    UNIQUE (lot, party, seq)
);
