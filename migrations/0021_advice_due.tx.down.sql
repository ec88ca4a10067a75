DROP INDEX recommendation_due;
