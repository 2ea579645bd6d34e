-- Who was in a meeting and who is banned from a room is a person: a number, E.164 with '+', as before, or 'guest:' and the id of
-- a guest, who has no number. The rows stay as they are. A guest may also be who invited (invitation.invited_by); who is invited
-- has a number.
ALTER TABLE participant RENAME COLUMN msisdn TO person;
ALTER TABLE ban RENAME COLUMN msisdn TO person;
