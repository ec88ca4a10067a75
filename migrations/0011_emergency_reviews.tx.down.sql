DROP TABLE control_case, access_review_item, access_review, emergency_session, emergency_bundle;
