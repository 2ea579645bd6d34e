-- What operators want of links and where the links stand, and the room that a text is about.

-- Written by operators, read by the server. A link without a row is wanted up.
CREATE TABLE link_wish (
    link      TEXT    NOT NULL PRIMARY KEY,
    wish      TEXT    NOT NULL CHECK (wish IN ('up', 'drained', 'stopped')),
    wished_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row that tells a server cheaply whether any process has changed a wish since it looked last.
CREATE TABLE link_wish_change (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
) STRICT;

INSERT INTO link_wish_change (id, version) VALUES (1, 0);

CREATE TRIGGER link_wish_added AFTER INSERT ON link_wish
BEGIN
    UPDATE link_wish_change SET version = version + 1;
END;

CREATE TRIGGER link_wish_changed AFTER UPDATE ON link_wish
BEGIN
    UPDATE link_wish_change SET version = version + 1;
END;

-- Written by the server, read by operators: a row for each bind of each link, replaced whole. wish and wished_at are what the
-- server was doing about the link when it wrote the row; received and sent count since its start.
CREATE TABLE link_bind (
    place      INTEGER NOT NULL PRIMARY KEY,
    link       TEXT    NOT NULL,
    wish       TEXT    NOT NULL,
    wished_at  INTEGER NOT NULL,
    bind       TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    since      INTEGER NOT NULL,
    trouble    TEXT    NOT NULL,
    received   INTEGER NOT NULL,
    sent       INTEGER NOT NULL,
    written_at INTEGER NOT NULL
) STRICT;

-- The room that a text is about, where it is known and exists. No reference: the record outlives the room.
ALTER TABLE inbox ADD COLUMN room TEXT;
ALTER TABLE outbox ADD COLUMN room TEXT;
