// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The caller's half: requests that carry a key and are repeated with it. Needs no servlet
 * and no web application.
 */
@NullMarked
package io.weir.idempotency.client;

import org.jspecify.annotations.NullMarked;
