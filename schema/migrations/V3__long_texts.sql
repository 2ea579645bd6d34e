-- Texts in parts, application ports, and repetitions that are counted from when the first was settled.

-- NULL for a text to a person; in how many messages the text came.
ALTER TABLE inbox ADD COLUMN port INTEGER CHECK (port BETWEEN 0 AND 65535);
ALTER TABLE inbox ADD COLUMN parts INTEGER NOT NULL DEFAULT 1;

-- A text that is open is repeated however late the repetition comes, one that was accepted for a while: the number stands for
-- "not settled" and is later than every instant.
DROP INDEX inbox_repetition;
CREATE INDEX inbox_repeated ON inbox (fingerprint, coalesce(settled_at, 9223372036854775807)) WHERE state <> 'failed';
CREATE INDEX inbox_stamped ON inbox (fingerprint, sent_at) WHERE sent_at IS NOT NULL;

-- The parts of long texts. All rows with the same first six columns are one text. While whole is NULL, parts are missing; when
-- the last has come, whole is the id of the text's row in the inbox, the octets are emptied because they may hold a PIN, and
-- the rows stay for a while to tell a part that is sent again by its fingerprint: 64 bits of a keyed digest.
CREATE TABLE inbox_part (
    sender         TEXT    NOT NULL,
    service_number TEXT    NOT NULL,
    link           TEXT    NOT NULL,
    kind           TEXT    NOT NULL,
    reference      INTEGER NOT NULL,
    total          INTEGER NOT NULL CHECK (total BETWEEN 2 AND 255),
    number         INTEGER NOT NULL CHECK (number BETWEEN 1 AND total),
    alphabet       TEXT    NOT NULL,
    octets         BLOB    NOT NULL,
    fingerprint    INTEGER NOT NULL,
    port           INTEGER,
    sent_at        INTEGER,
    received_at    INTEGER NOT NULL,
    whole          INTEGER,
    PRIMARY KEY (sender, service_number, link, kind, reference, total, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX inbox_part_missing ON inbox_part (received_at) WHERE whole IS NULL;
CREATE INDEX inbox_part_whole ON inbox_part (received_at) WHERE whole IS NOT NULL;
