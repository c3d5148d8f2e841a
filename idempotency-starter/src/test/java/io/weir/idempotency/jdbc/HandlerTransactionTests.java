// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.weir.idempotency.ClaimLostException;
import io.weir.idempotency.ClaimResult;
import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.IdempotencyClaim;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.StoreKey;
import io.weir.idempotency.UnitOfWork;
import io.weir.idempotency.engine.PostgresEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of a handler's transaction and of its claim together, on PostgreSQL.
 */
class HandlerTransactionTests {

	private static final Fingerprint FINGERPRINT = new Fingerprint("head", null);

	private static final Duration LEASE = Duration.ofSeconds(30);

	private static final Duration TTL = Duration.ofHours(1);

	private static TestDatabase marked;

	private static JdbcIdempotencyStore marker;

	private static TestDatabase joined;

	private static JdbcIdempotencyStore transactional;

	private final String payment = UUID.randomUUID().toString();

	private final StoreKey key = new StoreKey(
			(UUID.randomUUID().toString() + UUID.randomUUID().toString()).replace("-", ""));

	@BeforeAll
	static void open() {
		marked = new TestDatabase(PostgresEngine.shared().newDatabase(), 1);
		marker = marked.store(JdbcMode.MARKER);
		joined = new TestDatabase(PostgresEngine.shared().newDatabase(), 2);
		transactional = joined.store(JdbcMode.TRANSACTIONAL);
	}

	@AfterAll
	static void close() {
		marked.close();
		joined.close();
	}

	@Test
	void neitherCommitsNorMarksWhenTheMarkedClaimWasLost() {
		IdempotencyClaim zombie = claim(marker);
		try (UnitOfWork work = zombie.begin(TTL)) {
			assertThatExceptionOfType(ClaimLostException.class)
				.isThrownBy(() -> marked.transaction().executeWithoutResult((status) -> {
					marked.pay(this.payment);
					marked.jdbc.update("UPDATE weir_idempotency SET token = 'another' WHERE record_key = ?",
							this.key.value());
				}));
		}
		assertThat(marked.payments(this.payment)).isZero();
	}

	@Test
	void isNotReplayableWhenTheMarkedRunNeverAnswered() {
		IdempotencyClaim claim = granted(marker.claim(this.key, FINGERPRINT, Duration.ofMillis(1)));
		UnitOfWork work = claim.begin(TTL);
		marked.transaction().executeWithoutResult((status) -> marked.pay(this.payment));
		work.close();
		ClaimResult repeat = marker.claim(this.key, FINGERPRINT, LEASE);
		assertThat(repeat).isInstanceOf(ClaimResult.Completed.class);
		assertThat(((ClaimResult.Completed) repeat).record().response().isReplayable()).isFalse();
		assertThat(claim.complete(FINGERPRINT, answer(201), TTL)).isTrue();
		assertThat(marker.find(this.key).orElseThrow().response().status()).isEqualTo(201);
	}

	@Test
	void remembersAMarkedRunForItsTimeToLiveAlone() {
		IdempotencyClaim claim = granted(marker.claim(this.key, FINGERPRINT, Duration.ofMillis(1)));
		UnitOfWork work = claim.begin(Duration.ofMillis(1));
		marked.transaction().executeWithoutResult((status) -> marked.pay(this.payment));
		work.close();
		await().atMost(Duration.ofSeconds(10))
			.until(() -> marker.claim(this.key, FINGERPRINT, LEASE) instanceof ClaimResult.Granted);
	}

	@Test
	void doesNotMarkWhenTheTransactionIsReadOnlyOrAfterTheHandler() {
		IdempotencyClaim claim = claim(marker);
		try (UnitOfWork work = claim.begin(TTL)) {
			TransactionTemplate readOnly = marked.transaction();
			readOnly.setReadOnly(true);
			readOnly.executeWithoutResult((status) -> marked.payments(this.payment));
		}
		marked.transaction().executeWithoutResult((status) -> marked.pay(this.payment));
		assertThat(state(marked)).isEqualTo("P");
		assertThat(claim.release()).isTrue();
	}

	@Test
	void recordsWithTheHandlersTransaction() {
		UnitOfWork work = claim(transactional).begin(TTL);
		handlerPays();
		assertThat(joined.payments(this.payment)).isEqualTo(1);
		assertThat(transactional.find(this.key).orElseThrow().isCompleted()).isFalse();
		assertThat(work.complete(FINGERPRINT, answer(201), TTL)).isTrue();
		work.close();
		assertThat(transactional.find(this.key).orElseThrow().response().body()).containsExactly(1, 2);
		assertThat(joined.payments(this.payment)).isEqualTo(1);
	}

	@Test
	void keepsNothingWhenTheTransactionIsRollbackOnly() {
		UnitOfWork work = claim(transactional).begin(TTL);
		joined.transaction().executeWithoutResult((status) -> {
			joined.pay(this.payment);
			status.setRollbackOnly();
		});
		assertThat(work.complete(FINGERPRINT, answer(201), TTL)).isFalse();
		work.close();
		assertThat(joined.payments(this.payment)).isZero();
		assertThat(claim(transactional).attempt()).isEqualTo(2);
	}

	@Test
	void recordsARefusalWhenItsTransactionWasRolledBack() {
		UnitOfWork work = claim(transactional).begin(TTL);
		joined.transaction().executeWithoutResult((status) -> {
			joined.pay(this.payment);
			status.setRollbackOnly();
		});
		assertThat(work.complete(FINGERPRINT, answer(422), TTL)).isTrue();
		work.close();
		assertThat(joined.payments(this.payment)).isZero();
		assertThat(transactional.find(this.key).orElseThrow().response().status()).isEqualTo(422);
	}

	@Test
	void recordsARefusalWhenAStatementFailedInItsTransaction() {
		UnitOfWork work = claim(transactional).begin(TTL);
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> joined.jdbc.execute("INSERT INTO no_such_table VALUES (1)"));
		assertThat(work.complete(FINGERPRINT, answer(400), TTL)).isTrue();
		work.close();
		assertThat(transactional.find(this.key).orElseThrow().response().status()).isEqualTo(400);
	}

	@Test
	void keepsNothingWhenTheCommitFails() {
		joined.jdbc.execute("CREATE TABLE IF NOT EXISTS checked (id VARCHAR(64) UNIQUE DEFERRABLE INITIALLY DEFERRED)");
		UnitOfWork work = claim(transactional).begin(TTL);
		handlerPays();
		joined.jdbc.update("INSERT INTO checked VALUES (?)", this.payment);
		joined.jdbc.update("INSERT INTO checked VALUES (?)", this.payment);
		assertThat(work.complete(FINGERPRINT, answer(201), TTL)).isFalse();
		work.close();
		assertThat(joined.payments(this.payment)).isZero();
		assertThat(transactional.find(this.key)).isEmpty();
	}

	@Test
	void isRememberedAsExecutedWhenTheHandlerWentAsynchronous() {
		IdempotencyClaim claim = claim(transactional);
		UnitOfWork work = claim.begin(TTL);
		handlerPays();
		work.close(null);
		assertThat(joined.payments(this.payment)).isEqualTo(1);
		assertThat(state(joined)).isEqualTo("E");
		assertThat(claim.renew(LEASE)).isTrue();
		assertThat(claim.complete(FINGERPRINT, answer(201), TTL)).isTrue();
	}

	@Test
	void rollsBackWhenTheHandlerFailed() {
		IdempotencyClaim claim = claim(transactional);
		UnitOfWork work = claim.begin(TTL);
		handlerPays();
		work.close(new IllegalStateException());
		assertThat(claim.release()).isTrue();
		assertThat(joined.payments(this.payment)).isZero();
		assertThat(transactional.find(this.key)).isEmpty();
	}

	@Test
	void staysOutstandingBeyondItsLeaseWhileItsTransactionLives() {
		IdempotencyClaim claim = granted(transactional.claim(this.key, FINGERPRINT, Duration.ofMillis(1)));
		UnitOfWork work = claim.begin(TTL);
		awaitGrace(); // the row is locked, so its time cannot be set back
		assertThat(transactional.claim(this.key, FINGERPRINT, LEASE)).isInstanceOf(ClaimResult.Outstanding.class);
		assertThat(transactional.find(this.key)).isPresent();
		assertThat(claim.renew(LEASE)).isTrue();
		assertThat(work.complete(FINGERPRINT, answer(201), TTL)).isTrue();
		work.close();
	}

	@Test
	void handsTheKeyOnWhenTheHolderNeverBegan() {
		IdempotencyClaim slow = claim(transactional);
		joined.jdbc
			.update("UPDATE weir_idempotency SET claimed_at = claimed_at - 2000, lease_until = lease_until - 2000"
					+ " WHERE record_key = ?", this.key.value());
		assertThat(claim(transactional).attempt()).isEqualTo(2);
		assertThatExceptionOfType(ClaimLostException.class).isThrownBy(() -> slow.begin(TTL));
		assertThat(joined.dataSource.getHikariPoolMXBean().getActiveConnections()).isZero();
	}

	private void awaitGrace() {
		await().atMost(Duration.ofSeconds(10))
			.until(() -> Boolean.TRUE.equals(joined.jdbc.queryForObject(
					"SELECT EXTRACT(EPOCH FROM clock_timestamp()) * 1000 > claimed_at + 1100 FROM weir_idempotency"
							+ " WHERE record_key = ?",
					Boolean.class, this.key.value())));
	}

	private void handlerPays() {
		joined.transaction().executeWithoutResult((status) -> joined.pay(this.payment));
	}

	private IdempotencyClaim claim(JdbcIdempotencyStore store) {
		return granted(store.claim(this.key, FINGERPRINT, LEASE));
	}

	private static IdempotencyClaim granted(ClaimResult result) {
		assertThat(result).isInstanceOf(ClaimResult.Granted.class);
		return ((ClaimResult.Granted) result).claim();
	}

	private String state(TestDatabase database) {
		return database.jdbc.queryForObject("SELECT state FROM weir_idempotency WHERE record_key = ?", String.class,
				this.key.value());
	}

	private static RecordedResponse answer(int status) {
		return new RecordedResponse(status, Map.of("A", List.of("b")), new byte[] { 1, 2 });
	}

}
