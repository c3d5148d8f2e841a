// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a handler method, or every handler method of a controller, idempotent and says
 * how. It may stand on the method, the class, a superclass, an interface, or another
 * annotation; the nearest wins. What it states wins over the properties; what it leaves
 * out is as the properties say. It also applies to methods that
 * {@code weir.idempotency.methods} does not name, but never to GET, HEAD and OPTIONS.
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface Idempotent {

	/**
	 * Whether a request without a key is refused with 400 {@code key-missing}.
	 * @return one value, or none to keep to the properties
	 */
	boolean[] required() default {};

	/**
	 * How long the answer is kept from completion, such as {@code 10m} or {@code PT10M}.
	 * @return a positive duration, or an empty string to keep to the properties
	 */
	String ttl() default "";

	/**
	 * What a request meets whose key is outstanding.
	 * @return one value, or none to keep to the properties
	 */
	Concurrent[] concurrent() default {};

	/**
	 * How long such a request waits before 409, for {@link Concurrent#WAIT}.
	 * @return a positive duration, or an empty string to keep to the properties
	 */
	String waitAtMost() default "";

	/**
	 * Whether keys are honoured at all; when {@code false} a key is ignored.
	 * @return {@code true} by default
	 */
	boolean enabled() default true;

}
