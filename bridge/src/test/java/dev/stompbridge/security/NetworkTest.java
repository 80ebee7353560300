package dev.stompbridge.security;

import static dev.stompbridge.security.Addresses.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    /** An object of the class for IPv6 that holds an IPv4 address: such a thing never comes from a literal. */
    private static InetAddress mapped(int... ipv4) throws Exception {
        byte[] bytes = new byte[16];
        bytes[10] = -1;
        bytes[11] = -1;
        for (int i = 0; i < 4; i++) {
            bytes[12 + i] = (byte) ipv4[i];
        }
        return Inet6Address.getByAddress(null, bytes, 1);
    }

    @ParameterizedTest(name = "{0} holds {1}: {2}")
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0, true",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, 9.255.255.255, false",
        "192.168.16.0/20, 192.168.31.255, true",
        "192.168.16.0/20, 192.168.32.0, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "192.0.2.7/32, 192.0.2.7, true",
        "192.0.2.6/31, 192.0.2.7, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 203.0.113.9, false",
        "::1, ::1, true",
        "::1, ::2, false",
        "2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, true",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8:0:80::/57, 2001:db8:0:ff::1, true",
        "2001:db8:0:80::/57, 2001:db8:0:7f::1, false",
        "fe80::/10, fe80::1, true",
        "::ffff:10.0.0.0/104, 10.1.2.3, true",
        "::ffff:10.0.0.0/104, 11.1.2.3, false",
        "::ffff:0:0/96, 1.2.3.4, true",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "10.0.0.0/8, ::ffff:a01:203, true",
    })
    void aNetworkHoldsItsAddresses(String network, String literal, boolean held) {
        assertThat(Network.parse(network).contains(address(literal))).isEqualTo(held);
    }

    @Test
    void aMappedAddressIsTheIpv4AddressInsideIt() throws Exception {
        InetAddress mapped = mapped(10, 1, 2, 3);

        assertThat(mapped).isInstanceOf(Inet6Address.class);
        assertThat(Network.parse("10.0.0.0/8").contains(mapped)).isTrue();
        assertThat(Network.parse("::/0").contains(mapped)).isFalse();
        assertThat(new Peer(mapped, false).text()).isEqualTo("10.1.2.3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/08",
                "10.0.0.0/8/8",
                "10.0.0.0/255.0.0.0",
                "10.0.0.0 /8",
                " 10.0.0.0/8",
                "10.0.0/8",
                "10/8",
                "10.0.0.0.0",
                "10.0.0.",
                "010.0.0.1",
                "10.0.0.256",
                "10.0.0.0x1",
                "167772160",
                "localhost",
                "example.org",
                "*",
                "::/129",
                "::/0128",
                ":::",
                "1::2::3",
                ":",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:1.2.3.4",
                "1:2:3:4:5:6:7::8",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "::1.2.3",
                "::12345",
                "::g",
                "::\u0661",
                "[::1]",
                "fe80::1%1",
                "fe80::1%eth0",
                "::ffff:0:0/95",
                "::ffff:10.0.0.0/8"
            })
    void whatIsNoNetworkIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.parse(text))
                .withMessageMatching("[A-Z][^.]*network[^.]*\\.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1/8", "192.168.16.0/19", "0.0.0.1/0", "2001:db8::1/64", "::1/127", "8000::/0"})
    void hostBitsThatAreSetAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.parse(text))
                .withMessage("Behind the network bits of a network every bit is 0.");
    }

    @Test
    void literalsMeanWhatTheJdkReadsInThem() throws Exception {
        Random random = new Random(20_261_127);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(3) == 0 ? bytes[i] : 0;
            }
            InetAddress expected = InetAddress.getByAddress(bytes);

            assertThat(IpAddress.parse(expected.getHostAddress())).isEqualTo(expected);
            // One run of zeros may be left out.
            String shortened = expected.getHostAddress().replaceFirst("(^|:)0(:0)+(:|$)", "::");
            assertThat(IpAddress.parse(shortened)).isEqualTo(expected);
        }
    }

    @Test
    void networksWithTheSamePrefixAreEqual() {
        Network network = Network.parse("::ffff:10.0.0.0/104");

        assertThat(network).isEqualTo(Network.parse("10.0.0.0/8")).hasSameHashCodeAs(Network.parse("10.0.0.0/8"));
        assertThat(network).isNotEqualTo(Network.parse("10.0.0.0/9")).isNotEqualTo(Network.parse("11.0.0.0/8"));
        assertThat(network).hasToString("10.0.0.0/8");
    }

    @Test
    void severalNetworksHoldWhatOneOfThemHolds() {
        Networks networks = new Networks(List.of(Network.parse("10.0.0.0/8"), Network.parse("::1")));

        assertThat(networks.isEmpty()).isFalse();
        assertThat(networks.contains(address("10.1.1.1"))).isTrue();
        assertThat(networks.contains(address("::1"))).isTrue();
        assertThat(networks.contains(address("11.1.1.1"))).isFalse();
        assertThat(Networks.NONE.isEmpty()).isTrue();
        assertThat(Networks.NONE.contains(address("10.1.1.1"))).isFalse();
    }

    @Test
    void aPeerIsWrittenAsALiteral() throws Exception {
        InetAddress named = InetAddress.getByAddress("evil\nname", new byte[] {10, 0, 0, 1});
        InetAddress scoped = Inet6Address.getByAddress(null, address("fe80::1").getAddress(), 1);

        assertThat(new Peer(named, false).text()).isEqualTo("10.0.0.1");
        assertThat(new Peer(named, true)).hasToString("Peer[10.0.0.1, secure]");
        assertThat(new Peer(scoped, false)).hasToString("Peer[fe80:0:0:0:0:0:0:1]");
    }

    @Test
    void anIpv6AddressCountsAsItsNetworkOf64Bits() {
        assertThat(AddressBlock.of(address("2001:db8::1")))
                .isEqualTo(AddressBlock.of(address("2001:db8::ffff:0:0:1")))
                .isNotEqualTo(AddressBlock.of(address("2001:db8:0:1::1")));
        assertThat(AddressBlock.of(address("10.0.0.1")))
                .isEqualTo(AddressBlock.of(address("::ffff:10.0.0.1")))
                .isNotEqualTo(AddressBlock.of(address("10.0.0.2")))
                .isNotEqualTo(AddressBlock.of(address("0:0:a00:1::")));
    }
}
