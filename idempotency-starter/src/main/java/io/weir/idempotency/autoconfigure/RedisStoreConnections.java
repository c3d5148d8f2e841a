// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.autoconfigure;

import java.time.Duration;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Connections of the store's own: to the servers of the application's connection factory,
 * but with short time limits, failing at once while there is no connection (where Lettuce
 * would queue for a minute), and never to a replica. The application's factory itself
 * where it is not Lettuce's, or names master and replicas one by one.
 *
 * @param factory where the store's connections come from
 * @param own the factory to close, if it is the store's own
 */
record RedisStoreConnections(RedisConnectionFactory factory,
		@Nullable LettuceConnectionFactory own) implements DisposableBean {

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	static RedisStoreConnections of(RedisConnectionFactory factory, Environment environment) {
		if (!(factory instanceof LettuceConnectionFactory lettuce)
				|| environment.containsProperty("spring.data.redis.masterreplica.nodes")
				|| environment.containsProperty("spring.data.redis.masterreplica.nodes[0]")) {
			return new RedisStoreConnections(factory, null);
		}
		LettuceConnectionFactory own = new LettuceConnectionFactory(servers(lettuce),
				client(lettuce.getClientConfiguration()));
		own.afterPropertiesSet();
		own.start();
		return new RedisStoreConnections(own, own);
	}

	private static RedisConfiguration servers(LettuceConnectionFactory factory) {
		if (factory.getSentinelConfiguration() != null) {
			return factory.getSentinelConfiguration();
		}
		if (factory.getClusterConfiguration() != null) {
			return factory.getClusterConfiguration();
		}
		return (factory.getSocketConfiguration() != null) ? factory.getSocketConfiguration()
				: factory.getStandaloneConfiguration();
	}

	private static LettuceClientConfiguration client(LettuceClientConfiguration given) {
		Duration timeout = (given.getCommandTimeout().compareTo(TIMEOUT) < 0) ? given.getCommandTimeout() : TIMEOUT;
		LettuceClientConfigurationBuilder client = LettuceClientConfiguration.builder().commandTimeout(timeout);
		client.clientOptions(options(given.getClientOptions().orElseGet(ClientOptions::create)));
		client.shutdownTimeout(given.getShutdownTimeout()).shutdownQuietPeriod(given.getShutdownQuietPeriod());
		given.getClientResources().ifPresent(client::clientResources);
		given.getClientName().ifPresent(client::clientName);
		given.getRedisCredentialsProviderFactory().ifPresent(client::redisCredentialsProviderFactory);
		if (given.isUseSsl()) {
			LettuceClientConfiguration.LettuceSslClientConfigurationBuilder ssl = client.useSsl()
				.verifyPeer(given.getVerifyMode());
			if (given.isStartTls()) {
				ssl.startTls();
			}
		}
		return client.build();
	}

	private static ClientOptions options(ClientOptions given) {
		return given.mutate()
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.timeoutOptions(TimeoutOptions.enabled())
			.socketOptions(shortConnect(given.getSocketOptions()))
			.build();
	}

	private static SocketOptions shortConnect(SocketOptions given) {
		return (given.getConnectTimeout().compareTo(TIMEOUT) < 0) ? given
				: given.mutate().connectTimeout(TIMEOUT).build();
	}

	@Override
	public void destroy() {
		if (this.own != null) {
			this.own.destroy();
		}
	}

}
