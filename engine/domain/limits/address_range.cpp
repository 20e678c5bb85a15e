#include "engine/domain/limits/address_range.h"

#include <arpa/inet.h>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBitsBeforeV4 = 96;

struct WholeAddress {
    AddressBytes bytes{};
    int bits = 0;  ///< its own: 32 or 128; 0: it is none
};

WholeAddress wholeAddress(const QByteArray& text)
{
    WholeAddress address;
    if (::inet_pton(AF_INET6, text.constData(), address.bytes.data()) == 1) {
        address.bits = 128;
    } else if (::inet_pton(AF_INET, text.constData(), address.bytes.data() + 12) == 1) {
        std::fill_n(address.bytes.begin(), 10, quint8(0));
        address.bytes[10] = address.bytes[11] = 0xff;
        address.bits = 32;
    }
    return address;
}

}  // namespace

bool AddressRange::contains(const AddressBytes& address) const
{
    const auto whole = size_t(bits / 8);
    if (!std::equal(base.begin(), base.begin() + whole, address.begin())) return false;
    const int rest = bits % 8;
    return rest == 0 || ((base[whole] ^ address[whole]) >> (8 - rest)) == 0;
}

std::variant<AddressRange, QString> readAddressRange(const QString& typed)
{
    const QString text = typed.trimmed();
    const qsizetype slash = text.indexOf(u'/');
    const WholeAddress address = wholeAddress(text.left(slash < 0 ? text.size() : slash).toLatin1());
    if (address.bits == 0) return u"is no address or range of addresses, as 10.0.0.2 and 10.0.0.0/8 are"_s;
    int own = address.bits;
    if (slash >= 0) {
        bool isNumber = false;
        own = text.mid(slash + 1).toInt(&isNumber);
        if (!isNumber || own < 0 || own > address.bits)
            return u"must end with a number of bits from 1 to %1 behind its slash"_s.arg(address.bits);
    }
    if (own == 0) return u"means every computer there is; name the ones you run"_s;
    AddressRange range{address.bytes, own + (address.bits == 32 ? kBitsBeforeV4 : 0)};
    for (int bit = range.bits; bit < 128; ++bit) {
        if (range.base[size_t(bit / 8)] & (0x80 >> (bit % 8)))
            return u"has more set than its first %1 bits; write the range as it begins"_s.arg(own);
    }
    return range;
}

}  // namespace tongdai
