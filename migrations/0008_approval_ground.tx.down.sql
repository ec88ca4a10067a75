ALTER TABLE decision
  DROP CONSTRAINT decision_takes_step,
  DROP CONSTRAINT decision_rests_on_duty,
  DROP COLUMN duty_side,
  DROP COLUMN duty_rule,
  ADD CONSTRAINT decision_entity_id_task_id_fkey FOREIGN KEY (entity_id, task_id) REFERENCES task (entity_id, id),
  ADD CONSTRAINT decision_entity_id_duty_fkey FOREIGN KEY (entity_id, duty) REFERENCES duty_use (entity_id, id);
ALTER TABLE task DROP CONSTRAINT task_whole;
ALTER TABLE duty_use DROP CONSTRAINT duty_use_whole;
