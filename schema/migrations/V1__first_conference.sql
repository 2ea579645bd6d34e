-- Rooms, bookings, the inbox and outbox of texts, and the record of meetings.
--
-- Instants are milliseconds since 1970-01-01T00:00Z. Telephone numbers are E.164 with '+'. Every table is STRICT: a
-- value of another type is an error, not a guess. What a row means is said at its record in dev.convoke.store.
-- A migration that has shipped is never edited; a change is a new file.

CREATE TABLE room (
    number               TEXT    NOT NULL PRIMARY KEY,
    name                 TEXT    NOT NULL,
    moderator_pin_key    TEXT    NOT NULL,
    moderator_pin_hmac   TEXT    NOT NULL,
    participant_pin_key  TEXT,
    participant_pin_hmac TEXT,
    service_number       TEXT    UNIQUE,
    transcript           INTEGER NOT NULL CHECK (transcript IN (0, 1)),
    empty_timeout_ms     INTEGER,
    created_at           INTEGER NOT NULL,
    CHECK ((participant_pin_key IS NULL) = (participant_pin_hmac IS NULL))
) STRICT, WITHOUT ROWID;

-- The wall time is the truth; starts_at and ends_at follow from it and from the zone rules of the day it was written.
CREATE TABLE booking (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    room        TEXT    NOT NULL REFERENCES room (number) ON DELETE CASCADE,
    local_start TEXT    NOT NULL,
    zone        TEXT    NOT NULL,
    length_s    INTEGER NOT NULL CHECK (length_s > 0),
    starts_at   INTEGER NOT NULL,
    ends_at     INTEGER NOT NULL CHECK (ends_at > starts_at)
) STRICT;

CREATE INDEX booking_of_room ON booking (room, ends_at);
CREATE INDEX booking_by_end ON booking (ends_at);

-- fingerprint: 64 bits of a keyed digest over sender, service number and text, by which a repetition is recognised after
-- the text itself is gone. The text is emptied when the row leaves the state 'open', because it may hold a PIN.
CREATE TABLE inbox (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    link           TEXT    NOT NULL,
    sender         TEXT    NOT NULL,
    service_number TEXT    NOT NULL,
    text           TEXT    NOT NULL,
    fingerprint    INTEGER NOT NULL,
    sent_at        INTEGER,
    received_at    INTEGER NOT NULL,
    state          TEXT    NOT NULL CHECK (state IN ('open', 'accepted', 'failed')),
    outcome        TEXT,
    settled_at     INTEGER
) STRICT;

CREATE INDEX inbox_repetition ON inbox (fingerprint, received_at) WHERE state <> 'failed';
CREATE INDEX inbox_open ON inbox (id) WHERE state = 'open';
CREATE INDEX inbox_settled ON inbox (settled_at) WHERE settled_at IS NOT NULL;

CREATE TABLE outbox (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    recipient       TEXT    NOT NULL,
    service_number  TEXT    NOT NULL,
    text            TEXT    NOT NULL,
    link            TEXT    NOT NULL,
    urgency         INTEGER NOT NULL,
    state           TEXT    NOT NULL
        CHECK (state IN ('waiting', 'sending', 'sent', 'unknown', 'expired', 'failed')),
    detail          TEXT    NOT NULL,
    attempts        INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    changed_at      INTEGER NOT NULL
) STRICT;

CREATE INDEX outbox_due ON outbox (urgency, id, next_attempt_at) WHERE state = 'waiting';
CREATE INDEX outbox_of_recipient ON outbox (recipient, urgency, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_expiry ON outbox (expires_at) WHERE state = 'waiting';
CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending';
CREATE INDEX outbox_final ON outbox (created_at) WHERE state NOT IN ('waiting', 'sending');

CREATE TABLE meeting (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    room          TEXT    NOT NULL REFERENCES room (number) ON DELETE CASCADE,
    opened_at     INTEGER NOT NULL,
    closed_at     INTEGER,
    closed_reason TEXT
) STRICT;

CREATE INDEX meeting_of_room ON meeting (room, id);
CREATE INDEX meeting_open ON meeting (id) WHERE closed_at IS NULL;

-- One row per stay: a person who leaves and comes back has two.
CREATE TABLE participant (
    id          INTEGER PRIMARY KEY,
    meeting     INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    msisdn      TEXT    NOT NULL,
    nick        TEXT    NOT NULL,
    role        TEXT    NOT NULL,
    joined_at   INTEGER NOT NULL,
    left_at     INTEGER,
    left_reason TEXT
) STRICT;

CREATE INDEX participant_of_meeting ON participant (meeting, msisdn);

CREATE TABLE message (
    meeting INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    seq     INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    nick    TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    text    TEXT    NOT NULL,
    PRIMARY KEY (meeting, seq)
) STRICT, WITHOUT ROWID;
