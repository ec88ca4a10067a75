-- What an approval rests on, held by keys: a use of the approving side of SOD-009, by the same person, on the same invoice;
-- and a step of the same invoice and round. A program that writes as the application's role cannot pass off another use of
-- duty, or another invoice's step, as the ground of an approval.

ALTER TABLE duty_use ADD CONSTRAINT duty_use_whole UNIQUE (entity_id, id, person, chain, rule, side);
ALTER TABLE task ADD CONSTRAINT task_whole UNIQUE (entity_id, id, invoice_id, round);

-- The rule and the side are always the same; they are columns because a key compares columns.
ALTER TABLE decision
  ADD COLUMN duty_rule text NOT NULL DEFAULT 'SOD-009' CONSTRAINT decision_duty_rule CHECK (duty_rule = 'SOD-009'),
  ADD COLUMN duty_side char(1) NOT NULL DEFAULT 'R' CONSTRAINT decision_duty_side CHECK (duty_side = 'R'),
  DROP CONSTRAINT decision_entity_id_duty_fkey,
  DROP CONSTRAINT decision_entity_id_task_id_fkey,
  ADD CONSTRAINT decision_rests_on_duty FOREIGN KEY (entity_id, duty, actor_id, invoice_id, duty_rule, duty_side)
    REFERENCES duty_use (entity_id, id, person, chain, rule, side),
  ADD CONSTRAINT decision_takes_step FOREIGN KEY (entity_id, task_id, invoice_id, round)
    REFERENCES task (entity_id, id, invoice_id, round);
