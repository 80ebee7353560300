package dev.stompbridge.config;

import java.util.List;

/** Proxies in front, and what is believed of them. */
public record ProxiesConfig(
        @Setting(
                form = Form.NETWORK,
                max = "100",
                why =
                        "Networks whose connections come from proxies, like 10.0.0.0/8 or ::1. Nobody else is believed what he "
                                + "says of addresses: a header is written by anybody.")
        List<String> networks,

        @Setting(
                value = "false",
                why =
                        "Connections of these networks begin with a PROXY protocol header (version 1 or 2), with or without "
                                + "TLS; one without it is closed. Those of others must not.")
        boolean proxyProtocol,

        @Setting(
                value = "none",
                why =
                        "Headers in which the proxies tell address and scheme of a browser: x-forwarded is X-Forwarded-For and "
                                + "-Proto, forwarded is RFC 7239. The other kind is not looked at, so that nobody can slip it through.")
        ForwardedKind headers) {

    public ProxiesConfig {
        networks = List.copyOf(networks);
    }
}
