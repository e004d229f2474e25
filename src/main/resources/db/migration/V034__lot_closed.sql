-- Each second the beat asks which lots are closed and not opened yet; without this it read every lot there ever was.
CREATE INDEX lot_closed ON lot (deadline) WHERE stage = 'CLOSED';
