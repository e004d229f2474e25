-- An office's bind answer lists the heads of the last seconds before a deadline: found by time, among years of them.
CREATE INDEX witness_cosignature_time ON witness_cosignature (time);
