-- The session after the bids are open: read-out, confirmations, objections, the opening record (电子招标投标办法 第三十二条).
ALTER TABLE opening_session
    ADD COLUMN opened_record uuid,
    ADD COLUMN read_out    bytea,
    ADD COLUMN read_record uuid,
    ADD COLUMN ended_by    uuid,
    ADD COLUMN indexed     boolean NOT NULL DEFAULT false;
CREATE INDEX opening_unindexed ON opening_session (closed_at) WHERE NOT indexed AND ended_by IS NOT NULL;

-- Sign-ins (签到). Until the opening no row ties a party to a lot: party = HMAC(platform key, lot, party).
CREATE TABLE session_sign_in (
    lot    uuid  NOT NULL,
    party  bytea NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (lot, party)
);

-- What was said in a session. One confirmation a bidder, one answer an objection.
CREATE TABLE session_act (
    record       uuid PRIMARY KEY,
    lot          uuid NOT NULL REFERENCES opening_session,
    kind         text NOT NULL,
    party        uuid NOT NULL,
    organisation text NOT NULL,
    at           timestamptz NOT NULL,
    text         text,
    objection    uuid UNIQUE REFERENCES session_act
);
CREATE INDEX session_act_lot ON session_act (lot, at);
CREATE UNIQUE INDEX session_act_confirmed ON session_act (lot, party) WHERE kind = 'CONFIRMED';

-- The opening record as it was signed.
CREATE TABLE signed_opening_record (
    lot       uuid PRIMARY KEY REFERENCES opening_session,
    record    uuid NOT NULL,
    json      bytea NOT NULL,
    pdf       bytea NOT NULL,
    signed_at timestamptz NOT NULL
);

REVOKE UPDATE, DELETE ON opened_bid, session_event, session_sign_in, session_act, signed_opening_record FROM jianzheng;
