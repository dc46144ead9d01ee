-- What a start has loaded already, so that the next one skips it.
CREATE TABLE loaded_seeds (name text PRIMARY KEY, digest text NOT NULL);
