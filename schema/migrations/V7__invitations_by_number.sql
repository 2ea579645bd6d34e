-- When a number was last invited, to whatever room: nobody is invited twice within a minute.
CREATE INDEX invitation_by_number ON invitation (msisdn, invited_at);
