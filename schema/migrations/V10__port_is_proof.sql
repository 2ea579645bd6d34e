-- Whether who connects to the port of a meeting of this room needs no code (US 8,018,877 steps 255 to 266): 0, 1, or NULL for as the
-- server's configuration says.
ALTER TABLE room ADD COLUMN port_is_proof INTEGER CHECK (port_is_proof IN (0, 1));
