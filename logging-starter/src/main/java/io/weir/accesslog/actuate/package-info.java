// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The access log as an actuator endpoint.
 */
@NullMarked
package io.weir.accesslog.actuate;

import org.jspecify.annotations.NullMarked;
