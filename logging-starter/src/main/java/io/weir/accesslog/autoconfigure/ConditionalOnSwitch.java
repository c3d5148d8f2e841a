// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.autoconfigure;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.Objects;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless the named property is off, as it binds: {@code no}, {@code off} and
 * {@code 0} are off, too, and one that is no boolean stops the start. Boot's own
 * condition compares text.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
@Conditional(ConditionalOnSwitch.OnSwitch.class)
@interface ConditionalOnSwitch {

	/**
	 * The name of the property, on by default.
	 */
	String value();

	/**
	 * Binds the property, and looks at it.
	 */
	final class OnSwitch extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			Map<String, ?> attributes = metadata.getAnnotationAttributes(ConditionalOnSwitch.class.getName());
			String name = String.valueOf(Objects.requireNonNull(attributes).get("value"));
			boolean on = isOn(Binder.get(context.getEnvironment()), name);
			return new ConditionOutcome(on,
					ConditionMessage.forCondition(ConditionalOnSwitch.class, name).because(on ? "is on" : "is off"));
		}

		private static boolean isOn(Binder binder, String name) {
			String value = binder.bind(name, String.class).orElse("true");
			try {
				if (!value.isBlank()) {
					return binder.bind(name, Boolean.class).orElse(true);
				}
			}
			catch (BindException ex) {
				// Told below, with what is allowed.
			}
			throw new InvalidConfigurationPropertyValueException(name, value,
					"Allowed: true or false (or on, off, yes, no, 1, 0)");
		}

	}

}
