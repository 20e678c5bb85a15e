#include "engine/upstream/target_judge.h"

#include <algorithm>
#include <array>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

/// An IPv4 address inside an IPv6 one is what it says.
QHostAddress plainTarget(const QHostAddress& address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    return isV4 ? QHostAddress(v4) : address;
}

bool isNobodysService(const QHostAddress& address)
{
    static const std::array<QPair<QHostAddress, int>, 5> ranges{{
        {QHostAddress(u"0.0.0.0"_s), 8},
        {QHostAddress(u"169.254.0.0"_s), 16},
        {QHostAddress(u"100.100.100.200"_s), 32},  // metadata of a cloud that has it elsewhere
        {QHostAddress(u"fe80::"_s), 10},
        {QHostAddress(u"fd00:ec2::254"_s), 128},  // the same
    }};
    const bool isListed =
        std::ranges::any_of(ranges, [&](const auto& range) { return address.isInSubnet(range.first, range.second); });
    return isListed || address.isMulticast() || address.isBroadcast() || address == QHostAddress(QHostAddress::AnyIPv6);
}

}  // namespace

QString problemWithTarget(const QString& host, const QHostAddress& address)
{
    if (!QHostAddress(host).isNull()) return {};
    const QHostAddress target = plainTarget(address);
    if (!isNobodysService(target)) return {};
    return u"the name %1 leads to %2, where no service lies; name the address itself if it is meant"_s.arg(
        host, target.toString());
}

}  // namespace tongdai::upstream
