-- The codes of invitations (US 8,018,877 steps 235 to 240). digest is the hex HMAC-SHA-256 of the code under a key that is not in this
-- file: nobody who has the table has a code. person is a number, E.164 with '+', or 'guest:' and an id, as everywhere; issued_by is
-- whoever asked for the code, a person too. nick is the name that was asked for, empty for none. booking is the one that the code is
-- for, NULL for a room that has none; it may be gone. valid_from is when its
-- meeting begins, ends_at until when it can be used. Rows are deleted a day after ends_at.
CREATE TABLE invitation_code (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    digest     TEXT    NOT NULL UNIQUE,
    room       TEXT    NOT NULL REFERENCES room (number) ON DELETE CASCADE,
    person     TEXT    NOT NULL,
    issued_by  TEXT    NOT NULL,
    role       TEXT    NOT NULL,
    nick       TEXT    NOT NULL,
    booking    INTEGER,
    valid_from INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL,
    used_at    INTEGER,
    revoked_at INTEGER
);

CREATE INDEX invitation_code_of_room ON invitation_code (room, person);
CREATE INDEX invitation_code_of_person ON invitation_code (person) WHERE revoked_at IS NULL;
CREATE INDEX invitation_code_of_booking ON invitation_code (booking) WHERE booking IS NOT NULL;
CREATE INDEX invitation_code_by_end ON invitation_code (ends_at);

-- A booking that is cancelled takes its codes with it, whichever process cancels it.
CREATE TRIGGER booking_cancelled AFTER DELETE ON booking
BEGIN
    UPDATE invitation_code SET revoked_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000
    WHERE booking = OLD.id AND revoked_at IS NULL;
END;
