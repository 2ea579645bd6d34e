-- Who wants no texts from us, whom the operator deals with, and who has been invited.

-- A number is here from STOP to START; for all service numbers alike.
CREATE TABLE opt_out (
    msisdn     TEXT    NOT NULL PRIMARY KEY,
    stopped_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- pattern is a number, or the beginning of numbers with a star behind it. room is NULL for a rule about all rooms.
-- ends_at is NULL for a rule without end.
CREATE TABLE block (
    id      INTEGER PRIMARY KEY,
    pattern TEXT    NOT NULL,
    room    TEXT    REFERENCES room (number) ON DELETE CASCADE,
    allow   INTEGER NOT NULL CHECK (allow IN (0, 1)),
    reason  TEXT    NOT NULL,
    made_at INTEGER NOT NULL,
    ends_at INTEGER
) STRICT;

CREATE UNIQUE INDEX block_by_pattern ON block (pattern, ifnull(room, ''));
CREATE INDEX block_of_room ON block (room) WHERE room IS NOT NULL;
CREATE INDEX block_by_end ON block (ends_at) WHERE ends_at IS NOT NULL;

-- Who may come in although the room is locked, until ends_at.
CREATE TABLE invitation (
    room       TEXT    NOT NULL REFERENCES room (number) ON DELETE CASCADE,
    msisdn     TEXT    NOT NULL,
    invited_by TEXT    NOT NULL,
    invited_at INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL,
    PRIMARY KEY (room, msisdn)
) STRICT, WITHOUT ROWID;

CREATE INDEX invitation_by_end ON invitation (ends_at);
