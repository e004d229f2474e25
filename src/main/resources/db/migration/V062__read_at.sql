-- When the bids were read out: the times to confirm and to object run from then.
ALTER TABLE opening_session
    ADD COLUMN read_at timestamptz;
