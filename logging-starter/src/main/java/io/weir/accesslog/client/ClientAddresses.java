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

	/** The header that is believed unless another one is chosen. */
	public static final String X_FORWARDED_FOR = "X-Forwarded-For";

	/** The header of RFC 7239. */
	public static final String FORWARDED = "Forwarded";

	private final List<CidrBlock> trusted;

	private final String header;

	/**
	 * Makes a finder.
	 * @param trustedProxies addresses or CIDR blocks of trusted proxies
	 * @param header the one header that is believed, {@link #X_FORWARDED_FOR} or
	 * {@link #FORWARDED}, in any letter case: a client can send the other one past a
	 * proxy
	 * @throws IllegalArgumentException when one of the proxies is neither, or the header
	 * is another one
	 */
	public ClientAddresses(Collection<String> trustedProxies, String header) {
		if (!header.equalsIgnoreCase(X_FORWARDED_FOR) && !header.equalsIgnoreCase(FORWARDED)) {
			throw new IllegalArgumentException(X_FORWARDED_FOR + " or " + FORWARDED + ", and not '" + header + "'");
		}
		this.trusted = trustedProxies.stream().map(String::strip).map(CidrBlock::parse).toList();
		this.header = header;
	}

	/**
	 * The client's address. A proxy that names no address (RFC 7239 section 6) hides what
	 * is left of it.
	 * @param peer the other end of the connection, {@code null} of a Unix domain socket
	 * @param headers gives the values of a header, in order, empty when it was not sent
	 * @return an IP address in its one spelling, the peer's when nothing else can be
	 * believed
	 */
	public @Nullable String clientOf(@Nullable String peer, Function<String, ? extends Iterable<String>> headers) {
		if (peer == null || this.trusted.isEmpty() || !isTrusted(peer)) {
			return peer;
		}
		Iterable<String> values = headers.apply(this.header);
		List<String> hops = this.header.equalsIgnoreCase(FORWARDED) ? ForwardedFor.forwarded(values)
				: ForwardedFor.xForwardedFor(values);
		String client = peer;
		for (int i = hops.size() - 1; i >= 0; i--) {
			String hop = hops.get(i);
			if (IpAddresses.parse(hop) == null) {
				return client;
			}
			client = IpAddresses.canonical(hop);
			if (!isTrusted(hop)) {
				return client;
			}
		}
		return client;
	}

	/**
	 * The one spelling of an address: without brackets or zone, IPv6 as RFC 5952 has it,
	 * IPv4 mapped into IPv6 as IPv4.
	 * @param address an address, perhaps in brackets, or the name of a host
	 * @return the address in its one spelling; what is no address as it is
	 */
	public static String canonical(String address) {
		return IpAddresses.canonical(address);
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
