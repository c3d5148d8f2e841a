// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Wires the access log into a Spring Boot application.
 */
@NullMarked
package io.weir.accesslog.autoconfigure;

import org.jspecify.annotations.NullMarked;
