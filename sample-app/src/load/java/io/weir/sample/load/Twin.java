// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.util.List;

/**
 * What became of the naive twin.
 *
 * @param moments what looks at it showed; empty when it was not driven
 * @param died whether it ran out of memory
 */
record Twin(List<Moment> moments, boolean died) {

	static final Twin NONE = new Twin(List.of(), false);

}
