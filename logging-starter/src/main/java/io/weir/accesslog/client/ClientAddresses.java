// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.client;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Finds the client behind trusted proxies. What a proxy tells is believed only as long as
 * the one who tells it is trusted, from the right to the left; the first address that is
 * not trusted is the client's.
 */
public final class ClientAddresses {

	private final List<CidrBlock> trusted;

	/**
	 * Makes a finder.
	 * @param trustedProxies addresses or CIDR blocks of trusted proxies
	 * @throws IllegalArgumentException when one of them is neither
	 */
	public ClientAddresses(Collection<String> trustedProxies) {
		this.trusted = trustedProxies.stream().map(String::strip).map(CidrBlock::parse).toList();
	}

	/**
	 * The client's address. A proxy that names no address (RFC 7239 section 6) hides what
	 * is left of it. When {@code Forwarded} and {@code X-Forwarded-For} disagree, one of
	 * them may come from the client itself, so neither is believed.
	 * @param peer the other end of the connection, {@code null} of a Unix domain socket
	 * @param headers gives the values of a header, in order, empty when it was not sent
	 * @return an IP address, the peer's when nothing else can be believed
	 */
	public @Nullable String clientOf(@Nullable String peer, Function<String, ? extends Iterable<String>> headers) {
		if (peer == null || this.trusted.isEmpty() || !isTrusted(peer)) {
			return peer;
		}
		List<String> forwarded = ForwardedFor.forwarded(headers.apply("Forwarded"));
		List<String> xForwardedFor = ForwardedFor.xForwardedFor(headers.apply("X-Forwarded-For"));
		if (forwarded.isEmpty() || xForwardedFor.isEmpty()) {
			return clientOf(peer, forwarded.isEmpty() ? xForwardedFor : forwarded);
		}
		String client = clientOf(peer, forwarded);
		return client.equals(clientOf(peer, xForwardedFor)) ? client : peer;
	}

	private String clientOf(String peer, List<String> hops) {
		String client = peer;
		for (int i = hops.size() - 1; i >= 0; i--) {
			String hop = hops.get(i);
			if (IpAddresses.parse(hop) == null) {
				return client;
			}
			client = hop;
			if (!isTrusted(hop)) {
				return client;
			}
		}
		return client;
	}

	private boolean isTrusted(String address) {
		byte[] bytes = IpAddresses.parse(address);
		for (CidrBlock block : this.trusted) {
			if (block.contains(bytes)) {
				return true;
			}
		}
		return false;
	}

}
