// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.autoconfigure;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless {@code weir.idempotency.enabled} is false. It is bound like any other
 * property: {@code yes} is true, and a slip of the pen stops the start instead of
 * switching the protection off.
 */
final class OnIdempotencyEnabled implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return Binder.get(context.getEnvironment()).bind("weir.idempotency.enabled", Boolean.class).orElse(true);
	}

}
