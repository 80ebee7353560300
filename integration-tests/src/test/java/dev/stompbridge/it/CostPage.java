package dev.stompbridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;

/** What a visitor sees and does on the wire cost page. */
record CostPage(Visitor visitor) {
    /** The three ways, as the page names them in its markup. */
    enum Way {
        POLLING("polling"),
        EVENTS("events"),
        STOMP("stomp");

        private final String id;

        Way(String id) {
            this.id = id;
        }
    }

    Locator cell(Way way, String field) {
        return visitor.page().locator("[data-way=" + way.id + "][data-field=" + field + "]");
    }

    /** Waits for the unrounded value of a figure. */
    void await(Way way, String field, String value) {
        assertThat(cell(way, field)).hasAttribute("data-value", value, Visitor.within());
    }

    /** The unrounded number. */
    double figure(Way way, String field) {
        return Double.parseDouble(cell(way, field).getAttribute("data-value"));
    }

    /** Bits per second, unrounded. */
    double projection(String row, String useCase) {
        return Double.parseDouble(visitor.page()
                .locator("[data-projection=" + row + "][data-case=" + useCase + "]")
                .getAttribute("data-value"));
    }

    String row(Way way) {
        return way.id;
    }

    void press(String button) {
        visitor.page()
                .getByRole(
                        AriaRole.BUTTON, new GetByRoleOptions().setName(button).setExact(true))
                .click();
    }
}
