-- Outages as the tendering office decided them, and the lots whose deadline each moves.
CREATE TABLE outage (
    decision   text PRIMARY KEY,                -- hex SHA-256 of the act's content
    act        bytea NOT NULL,
    decided_at timestamptz NOT NULL
);
CREATE TABLE outage_lot (
    decision text NOT NULL REFERENCES outage,
    lot      uuid NOT NULL REFERENCES lot,
    version  int  NOT NULL,                     -- of the deadline that is moved
    deadline timestamptz NOT NULL,              -- the new one
    PRIMARY KEY (decision, lot)
);
CREATE INDEX outage_lot_version ON outage_lot (lot, version);
REVOKE UPDATE, DELETE ON outage, outage_lot FROM jianzheng;

-- A deadline and its version are bound to their lot by an HMAC under the platform key: a row that was moved is refused.
ALTER TABLE lot ADD COLUMN deadline_mac bytea;
