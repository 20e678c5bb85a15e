#include "engine/domain/dispute/evidence.h"

#include <QCryptographicHash>

namespace tongdai {

bool isWithheld(const CaseNote& note)
{
    return note.author.isEmpty();
}

std::vector<EvidenceGap> gapsIn(const std::vector<qint64>& revs, qint64 expected)
{
    std::vector<EvidenceGap> gaps;
    qint64 next = 1;
    for (const qint64 rev : revs) {
        if (rev > next) gaps.emplace_back(next, rev - 1);
        next = std::max(next, rev + 1);
    }
    if (next <= expected) gaps.emplace_back(next, expected);
    return gaps;
}

QString keyFingerprint(const QByteArray& publicKey)
{
    const QByteArray hash = QCryptographicHash::hash(publicKey, QCryptographicHash::Sha256).first(16).toHex();
    QStringList groups;
    for (qsizetype at = 0; at < hash.size(); at += 4)
        groups << QString::fromLatin1(hash.sliced(at, 4));
    return groups.join(u' ');
}

}  // namespace tongdai
