-- Why a key ceremony was abandoned, who was blamed, and whether the next attempt still waits for offices.
ALTER TABLE ceremony ADD COLUMN fault text;
ALTER TABLE ceremony ADD COLUMN blamed text;
ALTER TABLE ceremony ADD COLUMN awaits boolean NOT NULL DEFAULT false;
CREATE INDEX ceremony_awaits ON ceremony (created_at) WHERE awaits;

-- Since when an office has done nothing that it was asked for.
ALTER TABLE office_trouble ADD COLUMN began timestamptz;
