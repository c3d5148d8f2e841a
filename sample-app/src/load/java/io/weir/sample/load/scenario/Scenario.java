// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load.scenario;

import io.weir.sample.load.Traffic;

/**
 * One habit of clients. Runs on a thread of its own for as long as the traffic goes on,
 * and returns once all its exchanges are over.
 */
public interface Scenario {

	/**
	 * The name in the report.
	 * @return a few words
	 */
	String name();

	/**
	 * Runs.
	 * @param traffic the road to the sample
	 * @throws Exception when it could not go on, which breaks the run
	 */
	void run(Traffic traffic) throws Exception;

}
