// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.weir.idempotency.Concurrent;
import io.weir.idempotency.jdbc.JdbcMode;
import io.weir.idempotency.key.KeySyntax;
import io.weir.idempotency.memory.WhenFull;
import io.weir.idempotency.servlet.StatusSet;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of idempotency.
 *
 * @param enabled Whether to honour idempotency keys.
 * @param header Name of the header that carries the key.
 * @param keySyntax How a key may be written: 'strict' is an RFC 8941 string alone;
 * 'lenient' takes bare keys too.
 * @param keyMaxLength Number of characters that a key may have.
 * @param keyPattern Regular expression that the whole key must match. None by default.
 * @param methods Methods of which keys are honoured. GET, HEAD and OPTIONS never are.
 * @param include Path patterns of the requests of which keys are honoured.
 * @param exclude Path patterns of the requests of which keys are ignored. Wins over
 * 'include'.
 * @param required Whether a request without a key is refused.
 * @param ttl Time that an answer is kept, from completion.
 * @param concurrent What a request meets whose key is outstanding: 'reject' answers 409
 * at once; 'wait' answers with the first one's result, holding no thread while waiting.
 * @param waitAtMost Time that such a request waits before 409.
 * @param maxWaiting Number of requests that may wait. Over it they get 409.
 * @param maxWaitingPerKey Number of requests that may wait for one key. Over it they get
 * 409.
 * @param maxInFlight Number of requests with keys that may run at one time. Over it they
 * get 503.
 * @param lockIdleExpiry Time after which a lock entry that nobody refers to expires.
 * @param lease Time that a crashed instance keeps a key in a shared store. Renewed while
 * the handler runs.
 * @param replayHeader Name of the header that marks a replay.
 * @param documentationUri Where the policy is documented: the type of problems, and a
 * link. None by default.
 * @param store Where records are kept.
 * @param storeFailure What a request meets when the store does not answer: 'reject'
 * answers 503 before the handler runs; 'proceed' runs it unprotected.
 * @param record the settings of recording
 * @param fingerprint the settings of fingerprints
 * @param scope the settings of scopes
 * @param memory the settings of the memory store
 * @param jdbc the settings of the JDBC store
 * @param redis the settings of the Redis store
 * @param endpoints Settings of some paths; the first that matches wins.
 */
@ConfigurationProperties("weir.idempotency")
public record IdempotencyProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("Idempotency-Key") String header, @DefaultValue("lenient") KeySyntax keySyntax,
		@DefaultValue("255") int keyMaxLength, @Nullable Pattern keyPattern, @DefaultValue( {
				"POST", "PATCH" }) Set<String> methods,
		@DefaultValue("/**") List<String> include, @DefaultValue List<String> exclude,
		@DefaultValue("false") boolean required, @DefaultValue("24h") Duration ttl,
		@DefaultValue("reject") Concurrent concurrent, @DefaultValue("10s") Duration waitAtMost,
		@DefaultValue("10000") int maxWaiting, @DefaultValue("1000") int maxWaitingPerKey,
		@DefaultValue("10000") int maxInFlight, @DefaultValue("5s") Duration lockIdleExpiry,
		@DefaultValue("30s") Duration lease, @DefaultValue("Idempotent-Replayed") String replayHeader,
		@Nullable URI documentationUri, @DefaultValue("memory") Store store,
		@DefaultValue("reject") StoreFailure storeFailure, @DefaultValue Recording record,
		@DefaultValue Fingerprint fingerprint, @DefaultValue Scope scope, @DefaultValue Memory memory,
		@DefaultValue Jdbc jdbc, @DefaultValue Redis redis, @DefaultValue List<Endpoint> endpoints){

	public IdempotencyProperties {
		methods = PropertyChecks.upperCase("methods", methods);
		PropertyChecks.checkToken("header", header);
		PropertyChecks.checkToken("replay-header", replayHeader);
		keyPattern = (keyPattern == null || keyPattern.pattern().isEmpty()) ? null : keyPattern;
		documentationUri = (documentationUri == null || documentationUri.toString().isEmpty()) ? null
				: documentationUri;
		PropertyChecks.check(!include.isEmpty(), "include", "", "at least one path pattern, such as /**");
		PropertyChecks.checkPatterns("include", include);
		PropertyChecks.checkPatterns("exclude", exclude);
		PropertyChecks.check(keyMaxLength >= 1, "key-max-length", keyMaxLength, "at least 1");
		PropertyChecks.check(!methods.isEmpty(), "methods", methods, "at least one method");
		PropertyChecks.checkPositive("ttl", ttl);
		PropertyChecks.checkPositive("wait-at-most", waitAtMost);
		PropertyChecks.checkPositive("lease", lease);
		PropertyChecks.check(!lockIdleExpiry.isNegative(), "lock-idle-expiry", lockIdleExpiry,
				"zero or a positive duration");
		PropertyChecks.check(maxWaiting >= 0, "max-waiting", maxWaiting, "zero or more");
		PropertyChecks.check(maxWaitingPerKey >= 0, "max-waiting-per-key", maxWaitingPerKey, "zero or more");
		PropertyChecks.check(maxInFlight >= 1, "max-in-flight", maxInFlight, "at least 1");
		PropertyChecks.check(
				record.maxBodySize().toBytes() >= 0 && record.maxBodySize().toBytes() <= Integer.MAX_VALUE - 8L,
				"record.max-body-size", record.maxBodySize(), "0B to 2047MB");
		PropertyChecks.check(fingerprint.eagerLimit().toBytes() >= 0 && fingerprint.eagerLimit().toMegabytes() <= 1024,
				"fingerprint.eager-limit", fingerprint.eagerLimit(), "0B to 1GB");
		PropertyChecks.check(fingerprint.maxDrain().toBytes() >= 0, "fingerprint.max-drain", fingerprint.maxDrain(),
				"0B or more");
		PropertyChecks.check(memory.maxSize().toBytes() >= 1024, "memory.max-size", memory.maxSize(), "1KB or more");
		PropertyChecks.checkPositive("jdbc.cleanup-interval", jdbc.cleanupInterval());
	}

	/**
	 * Where records are kept.
	 */
	public enum Store {

		/** In the heap of this instance. */
		MEMORY,

		/** In a table of the application's database. */
		JDBC,

		/** In Redis. */
		REDIS

	}

	/**
	 * What a request meets when the store does not answer.
	 */
	public enum StoreFailure {

		/** 503, before its handler runs. */
		REJECT,

		/** Its handler runs unprotected. */
		PROCEED

	}

	/**
	 * Recording.
	 *
	 * @param maxBodySize Size up to which the body of an answer is kept. A larger answer
	 * goes out whole, and a repeat gets 409.
	 * @param statuses Statuses that are recorded: codes such as '201', classes such as
	 * '2xx', and both with '!' in front to leave them out.
	 * @param excludedHeaders Names of response headers that are never recorded; a name
	 * that ends in '*' stands for all that begin so. Hop-by-hop headers never are.
	 */
	public record Recording(@DefaultValue("256KB") DataSize maxBodySize, @DefaultValue( {
			"2xx", "3xx", "4xx", "!401", "!403", "!408", "!409", "!425", "!429" }) List<String> statuses,
			@DefaultValue({ "Set-Cookie", "Date", "Server", "traceparent", "tracestate", "b3", "X-B3-*", "X-Request-Id",
					"X-Correlation-Id", "X-Trace-Id", "Access-Control-*" }) List<String> excludedHeaders){

		public Recording {
			StatusSet unused = new StatusSet(statuses); // says what is wrong
		}

	}

	/**
	 * Fingerprints.
	 *
	 * @param eagerLimit Size up to which a request's body is compared before the handler
	 * runs. A longer one is hashed as it is read.
	 * @param maxDrain Size up to which a body that the handler left unread is read to
	 * finish its hash.
	 */
	public record Fingerprint(@DefaultValue("64KB") DataSize eagerLimit, @DefaultValue("1MB") DataSize maxDrain) {
	}

	/**
	 * Scopes.
	 *
	 * @param header Name of a request header that names the tenant. None by default.
	 */
	public record Scope(@Nullable String header) {

		public Scope {
			header = (header == null || header.isEmpty()) ? null : header;
			if (header != null) {
				PropertyChecks.checkToken("scope.header", header);
			}
		}

	}

	/**
	 * The memory store.
	 *
	 * @param maxSize Size of all records. Over it bodies go first, their markers last.
	 * @param whenFull What becomes of a new key when only markers are left: 'evict'
	 * forgets the oldest; 'refuse' answers 503.
	 */
	public record Memory(@DefaultValue("64MB") DataSize maxSize, @DefaultValue("evict") WhenFull whenFull) {
	}

	/**
	 * The JDBC store.
	 *
	 * @param tableName Name of the table.
	 * @param initializeSchema When the table is created at start.
	 * @param mode How the handler's transaction is bound to its key: 'marker' marks the
	 * claim in it before the commit; 'transactional' records the answer in it.
	 * @param cleanupInterval Time between two removals of expired rows, on average.
	 */
	public record Jdbc(@DefaultValue("weir_idempotency") String tableName,
			@DefaultValue("embedded") InitializeSchema initializeSchema, @DefaultValue("marker") JdbcMode mode,
			@DefaultValue("10m") Duration cleanupInterval) {
	}

	/**
	 * When the JDBC store's table is created at start.
	 */
	public enum InitializeSchema {

		/** Always. */
		ALWAYS,

		/** In an embedded database. */
		EMBEDDED,

		/** Never. */
		NEVER

	}

	/**
	 * The Redis store.
	 *
	 * @param keyPrefix Prefix of the keys of records.
	 */
	public record Redis(@DefaultValue("weir:idempotency:") String keyPrefix) {
	}

	/**
	 * Settings of some paths. What is left out is as the general settings say.
	 *
	 * @param path Path pattern.
	 * @param methods Methods of which keys are honoured.
	 * @param required Whether a request without a key is refused.
	 * @param ttl Time that an answer is kept, from completion.
	 * @param concurrent What a request meets whose key is outstanding.
	 * @param waitAtMost Time that such a request waits before 409.
	 * @param enabled Whether to honour idempotency keys.
	 */
	public record Endpoint(String path, @DefaultValue Set<String> methods, @Nullable Boolean required,
			@Nullable Duration ttl, @Nullable Concurrent concurrent, @Nullable Duration waitAtMost,
			@Nullable Boolean enabled) {

		public Endpoint {
			PropertyChecks.checkPatterns("endpoints[].path", List.of((path != null) ? path : ""));
			methods = PropertyChecks.upperCase("endpoints[].methods", methods);
			if (ttl != null) {
				PropertyChecks.checkPositive("endpoints[].ttl", ttl);
			}
			if (waitAtMost != null) {
				PropertyChecks.checkPositive("endpoints[].wait-at-most", waitAtMost);
			}
		}

	}

}
