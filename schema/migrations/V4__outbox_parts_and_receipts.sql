-- What becomes of texts of ours: the parts they are sent in, the message centre's ids for them, and delivery receipts.

-- port: the application port on the phone that the text is for, NULL if it is for the person.
-- sent_link: the link that it was given to last, '' before. sent_parts: how many short messages it takes there, 0 before.
-- receipt: what the receipts say of the whole text (it is delivered when all its parts are), NULL before there is any.
ALTER TABLE outbox ADD COLUMN port INTEGER CHECK (port BETWEEN 0 AND 65535);
ALTER TABLE outbox ADD COLUMN sent_link TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN sent_parts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN receipt TEXT CHECK (receipt IN
    ('enroute', 'accepted', 'unknown', 'delivered', 'expired', 'deleted', 'undeliverable', 'rejected'));
ALTER TABLE outbox ADD COLUMN receipt_at INTEGER;

-- One row for each part that a message centre took, by number from 1; a text that is sent as one payload has one. message_id
-- is in the folded form of dev.convoke.terms.MessageId.
CREATE TABLE outbox_part (
    outbox     INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL CHECK (number >= 1),
    link       TEXT    NOT NULL,
    message_id TEXT    NOT NULL,
    receipt    TEXT,
    PRIMARY KEY (outbox, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX outbox_part_by_id ON outbox_part (link, message_id);

-- Receipts that came before the answer to their submit_sm. recipient is '' where the receipt does not say it.
CREATE TABLE early_receipt (
    link        TEXT    NOT NULL,
    message_id  TEXT    NOT NULL,
    recipient   TEXT    NOT NULL,
    receipt     TEXT    NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (link, message_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX early_receipt_by_age ON early_receipt (received_at);
