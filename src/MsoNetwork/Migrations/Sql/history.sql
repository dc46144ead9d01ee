-- Merges and what undid them, as steps of the histories of both: with the set of the log in which each was done, as long as that is there.
CREATE TABLE merge_steps (
    change_set bigint NOT NULL REFERENCES change_sets ON DELETE CASCADE,
    survivor_id uuid NOT NULL,
    loser_id uuid NOT NULL,
    is_undone boolean NOT NULL,
    PRIMARY KEY (change_set, loser_id));
CREATE INDEX merge_steps_survivor ON merge_steps (survivor_id);
CREATE INDEX merge_steps_loser ON merge_steps (loser_id);
