-- A receipt is asked for by its bid; without this each one read the whole table.
CREATE INDEX bid_act_submission ON bid_act (submission);
