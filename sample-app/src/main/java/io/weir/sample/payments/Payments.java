// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.payments;

import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The table of payments. One row for each time that a handler ran.
 */
@Repository
class Payments {

	private static final int PAGE_ROWS = 500;

	private final JdbcClient jdbc;

	Payments(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Transactional
	public Payment make(NewPayment asked) {
		Map<String, String> errors = asked.errors();
		if (!errors.isEmpty()) {
			throw new InvalidPaymentException(errors);
		}
		Payment payment = new Payment(UUID.randomUUID(), Objects.requireNonNull(asked.to()),
				Objects.requireNonNull(asked.amount()).setScale(2, RoundingMode.UNNECESSARY),
				Objects.requireNonNull(asked.currency()), Instant.now().truncatedTo(ChronoUnit.MILLIS));
		this.jdbc.sql("insert into payments (id, recipient, amount, currency, created_at) values (?, ?, ?, ?, ?)")
			.params(payment.id(), payment.to(), payment.amount(), payment.currency(),
					payment.createdAt().atOffset(ZoneOffset.UTC))
			.update();
		return payment;
	}

	Optional<Payment> find(UUID id) {
		return this.jdbc.sql("select * from payments where id = ?").param(id).query(Payments::payment).optional();
	}

	long count() {
		return this.jdbc.sql("select count(*) from payments").query(Long.class).single();
	}

	/**
	 * Hands over all payments, oldest first, a page in memory at a time.
	 */
	void forEach(Consumer<Payment> consumer) {
		long last = 0;
		List<Row> page;
		do {
			page = this.jdbc.sql("select * from payments where seq > ? order by seq limit " + PAGE_ROWS)
				.param(last)
				.query((rs, row) -> new Row(rs.getLong("seq"), payment(rs, row)))
				.list();
			for (Row row : page) {
				consumer.accept(row.payment());
				last = row.seq();
			}
		}
		while (page.size() == PAGE_ROWS);
	}

	private static Payment payment(ResultSet rs, int row) throws SQLException {
		return new Payment(rs.getObject("id", UUID.class), rs.getString("recipient"), rs.getBigDecimal("amount"),
				rs.getString("currency"), rs.getObject("created_at", OffsetDateTime.class).toInstant());
	}

	private record Row(long seq, Payment payment) {
	}

}
