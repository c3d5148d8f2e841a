// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;

/**
 * Another protocol: says one word and hangs up.
 */
public class ShoutHandler implements HttpUpgradeHandler {

	@Override
	public void init(WebConnection connection) {
		try {
			connection.getOutputStream().write("HEY".getBytes());
			connection.getOutputStream().flush();
			connection.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void destroy() {
	}

}
