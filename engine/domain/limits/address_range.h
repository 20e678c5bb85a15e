#pragma once

#include <QString>

#include <array>
#include <variant>

namespace tongdai {

/// The bytes of an IPv6 address; an IPv4 one is ::ffff:a.b.c.d here, as sockets that take both write it.
using AddressBytes = std::array<quint8, 16>;

/// Addresses that begin with the same bits: 10.0.0.0/8, 2001:db8::/32, or one address. A value; pure.
struct AddressRange {
    AddressBytes base{};
    int bits = 128;  ///< of all 128

    bool contains(const AddressBytes& address) const;
    bool operator==(const AddressRange&) const = default;
};

/// A range somebody typed, or what is wrong with it: that goes on after the quoted text, "'x' is no address; …".
/// Addresses are whole ("10/8" is none), and nothing but the first bits is set. Any thread; never throws.
std::variant<AddressRange, QString> readAddressRange(const QString& typed);

}  // namespace tongdai
