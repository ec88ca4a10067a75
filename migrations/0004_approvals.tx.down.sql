DROP TABLE decision, duty_use, inbox, task, approval_route;
