-- Searches without a result; docs/decisions.md, 44. Until three have asked there is neither the text nor who asked.
CREATE TABLE missed_searches (
    folded text NOT NULL, day date NOT NULL, typed text NOT NULL, searches int NOT NULL, PRIMARY KEY (folded, day));
CREATE TABLE missed_search_salts (period date PRIMARY KEY, salt bytea NOT NULL);
CREATE TABLE missed_search_marks (
    period date NOT NULL, searched bytea NOT NULL, requester smallint NOT NULL, seq bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (period, searched, requester));
CREATE INDEX ON missed_search_marks (seq);
