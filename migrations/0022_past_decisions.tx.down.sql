DROP INDEX decision_newest;
