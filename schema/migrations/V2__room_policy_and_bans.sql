-- How a room behaves, who is banned from it, and what the deletion of old meetings needs.

-- NULL means "as the server's configuration says" (section room.policy); what each means is said there.
ALTER TABLE room ADD COLUMN lobby INTEGER CHECK (lobby IN (0, 1));
ALTER TABLE room ADD COLUMN capacity INTEGER CHECK (capacity BETWEEN 2 AND 100000);
ALTER TABLE room ADD COLUMN moderator_seats INTEGER CHECK (moderator_seats BETWEEN 0 AND 100);
ALTER TABLE room ADD COLUMN nick_reservation_ms INTEGER CHECK (nick_reservation_ms BETWEEN 0 AND 86400000);
ALTER TABLE room ADD COLUMN last_moderator TEXT CHECK (last_moderator IN ('keep', 'hold', 'end'));
ALTER TABLE room ADD COLUMN grace_ms INTEGER CHECK (grace_ms BETWEEN 0 AND 86400000);
ALTER TABLE room ADD COLUMN numbers TEXT CHECK (numbers IN ('nobody', 'moderators', 'all'));
ALTER TABLE room ADD COLUMN private_texts TEXT CHECK (private_texts IN ('all', 'moderators', 'off'));
ALTER TABLE room ADD COLUMN history INTEGER CHECK (history BETWEEN 0 AND 100);
ALTER TABLE room ADD COLUMN notices_up_to INTEGER CHECK (notices_up_to BETWEEN 0 AND 100000);
ALTER TABLE room ADD COLUMN burst INTEGER CHECK (burst BETWEEN 0 AND 10000);
ALTER TABLE room ADD COLUMN refill_ms INTEGER CHECK (refill_ms BETWEEN 1 AND 60000);
ALTER TABLE room ADD COLUMN slow_ms INTEGER CHECK (slow_ms BETWEEN 0 AND 3600000);

-- ends_at is NULL for a ban without end. banned_by is the moderator's nick at that time, or who did it instead.
CREATE TABLE ban (
    room      TEXT    NOT NULL REFERENCES room (number) ON DELETE CASCADE,
    msisdn    TEXT    NOT NULL,
    nick      TEXT    NOT NULL,
    reason    TEXT    NOT NULL,
    banned_by TEXT    NOT NULL,
    banned_at INTEGER NOT NULL,
    ends_at   INTEGER,
    PRIMARY KEY (room, msisdn)
) STRICT, WITHOUT ROWID;

CREATE INDEX ban_by_end ON ban (ends_at) WHERE ends_at IS NOT NULL;

-- One row that tells a server cheaply whether any process has changed a ban since it looked last.
CREATE TABLE ban_change (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
) STRICT;

INSERT INTO ban_change (id, version) VALUES (1, 0);

CREATE TRIGGER ban_added AFTER INSERT ON ban
BEGIN
    UPDATE ban_change SET version = version + 1;
END;

CREATE TRIGGER ban_changed AFTER UPDATE ON ban
BEGIN
    UPDATE ban_change SET version = version + 1;
END;

CREATE TRIGGER ban_removed AFTER DELETE ON ban
BEGIN
    UPDATE ban_change SET version = version + 1;
END;

CREATE INDEX meeting_by_opening ON meeting (opened_at);
