DROP TABLE close_forecast;
ALTER TABLE recon_account DROP COLUMN close_days;
