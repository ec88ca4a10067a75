-- Who usually decides is told from the newest decisions of an entity.
CREATE INDEX decision_newest ON decision (entity_id, at DESC) WHERE standing AND actor_kind = 'PERSON';
