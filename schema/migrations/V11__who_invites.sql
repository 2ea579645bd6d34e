-- Who may invite: moderators alone, or everybody in the room. NULL means "as the server's configuration says".
ALTER TABLE room ADD COLUMN invite TEXT CHECK (invite IN ('moderators', 'all'));

-- Whether a moderator invited. Only then an invitation opens a locked room.
ALTER TABLE invitation ADD COLUMN by_moderator INTEGER NOT NULL DEFAULT 1 CHECK (by_moderator IN (0, 1));
