// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.browser;

import java.net.URI;
import java.nio.file.Path;

public class Shots {

	public static void main(String[] a) throws Exception {
		try (Chromium c = Chromium.start(Chromium.executable().orElseThrow()); Page p = c.open()) {
			p.resize(1360, 900);
			p.prefer(a.length > 2 ? a[2] : "light");
			p.go(URI.create(a[0]));
			if (a.length > 3) {
				for (String k : a[3].split("")) {
					p.press(k);
					Thread.sleep(k.equals("9") ? 8000 : 1500);
				}
				Thread.sleep(1500);
			}
			if (a.length > 4)
				p.resize(Integer.parseInt(a[4]), Integer.parseInt(a[5]));
			Thread.sleep(1500);
			p.screenshot(Path.of(a[1]));
			p.errors().forEach(System.out::println);
		}
	}

}
