// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.actuate;

import java.util.Set;
import java.util.TreeSet;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;

/**
 * Refuses what the endpoint does not know, which an operation alone never gets to see: a
 * mistyped member would be ignored without a word.
 */
public final class KnownArgumentsAdvisor implements OperationInvokerAdvisor {

	private static final EndpointId ACCESS_LOG = EndpointId.of("accesslog");

	private static final Set<String> KNOWN = Set.of("path", "request", "response", "duration");

	@Override
	public OperationInvoker apply(EndpointId endpointId, OperationType operationType, OperationParameters parameters,
			OperationInvoker invoker) {
		if (!endpointId.equals(ACCESS_LOG) || operationType != OperationType.WRITE) {
			return invoker;
		}
		return (context) -> {
			Set<String> unknown = new TreeSet<>(context.getArguments().keySet());
			unknown.removeAll(KNOWN);
			return unknown.isEmpty() ? invoker.invoke(context)
					: AccessLogEndpoint.badRequest("unknown: " + unknown + ", known are " + new TreeSet<>(KNOWN));
		};
	}

}
