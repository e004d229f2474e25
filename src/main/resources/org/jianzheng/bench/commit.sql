-- The business row of the log's load, alone in its commit.
INSERT INTO bench_business (id, content) VALUES (gen_random_uuid(), decode(repeat('5a', 1024), 'hex'));
