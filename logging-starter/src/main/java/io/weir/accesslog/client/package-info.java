// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Who the client is, when proxies stand between.
 */
@NullMarked
package io.weir.accesslog.client;

import org.jspecify.annotations.NullMarked;
