// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.script.DigestUtils;

import io.weir.idempotency.StoreFullException;
import io.weir.idempotency.StoreUnavailableException;
import io.weir.idempotency.remote.CircuitBreaker;

/**
 * Runs the scripts beside this class, each on one key: by its digest, and by its text
 * where the server does not know it (first use, restart, fail-over). One round trip then,
 * two otherwise. A call that got no answer is sent once more, which every script bears.
 */
final class RedisScripts {

	private final RedisConnectionFactory connections;

	private final CircuitBreaker breaker;

	private final Map<String, Script> scripts = new ConcurrentHashMap<>();

	RedisScripts(RedisConnectionFactory connections, CircuitBreaker breaker) {
		this.connections = connections;
		this.breaker = breaker;
	}

	boolean isChanged(String script, byte[] key, byte[]... arguments) {
		return Long.valueOf(1).equals(run(script, ReturnType.INTEGER, key, arguments));
	}

	@SuppressWarnings("unchecked")
	List<byte @Nullable []> fields(String script, byte[] key, byte[]... arguments) {
		Object fields = run(script, ReturnType.MULTI, key, arguments);
		return (fields != null) ? (List<byte @Nullable []>) fields : List.of();
	}

	private @Nullable Object run(String name, ReturnType type, byte[] key, byte[]... arguments) {
		Script script = this.scripts.computeIfAbsent(name, Script::load);
		byte[][] keyAndArguments = new byte[arguments.length + 1][];
		keyAndArguments[0] = key;
		System.arraycopy(arguments, 0, keyAndArguments, 1, arguments.length);
		Answer answer = this.breaker.call(() -> new Answer(runTwice(script, type, keyAndArguments)));
		return answer.value();
	}

	private @Nullable Object runTwice(Script script, ReturnType type, byte[][] keyAndArguments) {
		try {
			return runOnce(script, type, keyAndArguments);
		}
		catch (DataAccessException first) {
			if (says(first, "OOM command not allowed")) {
				throw new StoreFullException("Redis is out of memory");
			}
			if (this.breaker.isOpen()) {
				reconnect();
				throw unavailable(first);
			}
			try {
				return runOnce(script, type, keyAndArguments);
			}
			catch (DataAccessException second) {
				throw unavailable(second);
			}
		}
	}

	// A probe failed. The connection may be half open: nobody closed it, and nobody is
	// there. The driver would wait for minutes until the system gives it up.
	private void reconnect() {
		if (this.connections instanceof LettuceConnectionFactory lettuce) {
			lettuce.resetConnection();
		}
	}

	private @Nullable Object runOnce(Script script, ReturnType type, byte[][] keyAndArguments) {
		try (RedisConnection connection = this.connections.getConnection()) {
			try {
				return connection.scriptingCommands().evalSha(script.digest(), type, 1, keyAndArguments);
			}
			catch (DataAccessException ex) {
				if (!says(ex, "NOSCRIPT")) {
					throw ex;
				}
				return connection.scriptingCommands().eval(script.text(), type, 1, keyAndArguments);
			}
		}
	}

	private static StoreUnavailableException unavailable(DataAccessException ex) {
		return new StoreUnavailableException("Redis did not answer", ex);
	}

	private static boolean says(Throwable thrown, String words) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			String message = cause.getMessage();
			if (message != null && message.toUpperCase(Locale.ROOT).contains(words.toUpperCase(Locale.ROOT))) {
				return true;
			}
		}
		return false;
	}

	private record Answer(@Nullable Object value) {
	}

	@SuppressWarnings("ArrayRecordComponent")
	private record Script(byte[] text, String digest) {

		static Script load(String name) {
			try (InputStream in = RedisScripts.class.getResourceAsStream(name + ".lua")) {
				if (in == null) {
					throw new IllegalStateException("There is no script " + name);
				}
				byte[] text = in.readAllBytes();
				return new Script(text, DigestUtils.sha1DigestAsHex(new String(text, StandardCharsets.UTF_8)));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
