DROP INDEX posting_unsettled;
