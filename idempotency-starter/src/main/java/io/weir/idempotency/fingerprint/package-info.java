// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What a request is compared by: digests of its head and of its body.
 */
@NullMarked
package io.weir.idempotency.fingerprint;

import org.jspecify.annotations.NullMarked;
