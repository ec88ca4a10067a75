DROP TABLE key_counter, receipt, po_line, purchase_order, budget, period, account, cost_center;
