-- A bid for each log entry from :first on, :bids to a lot, each lot with a tender and a session that are over: rows,
-- keys and indexes as the platform has them; every lookup column is as long as an HMAC and as random.
CREATE TEMPORARY TABLE grown ON COMMIT DROP AS
    SELECT idx, record, md5('lot ' || idx / :bids)::uuid AS lot, md5('tender ' || idx / :bids)::uuid AS tender,
           sha256(('party ' || idx)::bytea) AS party FROM witness_entry WHERE idx >= :first;
INSERT INTO witness_record (id, sealed, record_key, tender, lot, actor, audience, mac)
    SELECT record, decode(repeat('5a', 60), 'hex'), decode(repeat('5a', 60), 'hex'), sha256(('t' || idx / :bids)::bytea),
           sha256(('l' || idx / :bids)::bytea), party, 1, party FROM grown;
INSERT INTO submission (id, lot, party, sealed, state, created_at)
    SELECT record, lot, party, decode(repeat('5a', 60), 'hex'), 'COMPLETE', now() FROM grown;
INSERT INTO submission_object (submission, hash, ordinal, size, object)
    SELECT record, encode(sha256((n || 'object ' || idx)::bytea), 'hex'), n, 65720, 'bids/' || record
    FROM grown, generate_series(0, 1) n;
INSERT INTO bid_act (record, lot, party, seq, kind, submission, sealed)
    SELECT record, lot, party, 1, 'BID', record, decode(repeat('5a', 60), 'hex') FROM grown;
INSERT INTO witness_listed (idx, stage) SELECT idx, lot FROM grown;
INSERT INTO witness_cosignature (size, office, time, line)
    SELECT size, office, 1700000000, repeat('x', 150)
    FROM witness_head, (VALUES ('jiwei'), ('caizheng'), ('gongzheng')) o (office)
    WHERE first_index >= :first;
INSERT INTO witness_published (size, note) SELECT size, note FROM witness_head WHERE first_index >= :first;
INSERT INTO tender (id, project, number, party, entity_cert, draft, created_at, published_at, notice, rules)
    SELECT g.tender, m.project, g.tender::text, m.party, m.entity_cert, m.draft, m.created_at,
           m.published_at - interval '1 year', m.notice, m.rules
    FROM (SELECT DISTINCT tender FROM grown) g, tender m WHERE m.id = :model ON CONFLICT DO NOTHING;
INSERT INTO lot (id, tender, ordinal, number, name, ceiling, deadline, stage, of_lots, stage_mac)
    SELECT DISTINCT lot, tender, 1, lot::text, '一标段', 1, now() - interval '1 year', 'RECORDED', 1, ''::bytea
    FROM grown ON CONFLICT DO NOTHING;
INSERT INTO opening_session (lot, tender, closed_at, list_record, version, listed, ordered, opened_at, ended_by, indexed)
    SELECT DISTINCT lot, tender, now(), lot, 1, :bids, true, now(), lot, true FROM grown ON CONFLICT DO NOTHING
