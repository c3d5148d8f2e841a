// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the stores outside the process have in common: the bytes of a record, the tokens
 * of claims, and failing fast while the server is away.
 */
@NullMarked
package io.weir.idempotency.remote;

import org.jspecify.annotations.NullMarked;
