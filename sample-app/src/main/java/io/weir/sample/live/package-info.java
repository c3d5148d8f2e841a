// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the live page shows beside the actuator's endpoints: the newest access-log
 * entries, the heap after the last collection, and storms on demand.
 */
@NullMarked
package io.weir.sample.live;

import org.jspecify.annotations.NullMarked;
