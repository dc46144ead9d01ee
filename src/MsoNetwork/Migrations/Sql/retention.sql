-- What went by itself because it was old enough: how many rows of which rule on which day (Berlin). Nothing of what they said.
CREATE TABLE retention_runs (
    rule text COLLATE "C" NOT NULL,
    day date NOT NULL,
    rows bigint NOT NULL,
    last_at timestamptz NOT NULL,
    PRIMARY KEY (rule, day));
