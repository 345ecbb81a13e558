-- 1 where the payment's money came for an order that had its money already: it goes back, and the order stands as it does.
ALTER TABLE payments ADD COLUMN surplus BIGINT NOT NULL DEFAULT 0;
