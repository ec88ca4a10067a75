DROP TABLE check_report, intake, invoice_detail, invoice_line, invoice, file;
