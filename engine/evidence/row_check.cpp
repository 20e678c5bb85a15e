#include "engine/evidence/row_check.h"

#include "engine/evidence/evidence_chain.h"
#include "engine/evidence/package_layout.h"

namespace tongdai::evidence {

namespace {

constexpr qsizetype kHashAt = 9;   // behind {"hash":"
constexpr qsizetype kBodyAt = 75;  // behind the hash and ",

}  // namespace

RowCheck::RowCheck() : m_said(chainStart()), m_computed(m_said) {}

void RowCheck::take(QByteArrayView bytes)
{
    m_hash.addData(bytes);
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        const QByteArrayView piece = end < 0 ? bytes : bytes.first(end);
        if (m_open.size() + piece.size() > kMostRowBytes)
            m_isTooLong = true;
        else
            m_open.append(piece);
        if (end < 0) return;
        bytes = bytes.sliced(end + 1);
        const QByteArray row = std::exchange(m_open, {});
        takeRow(std::exchange(m_isTooLong, false) ? QByteArrayView() : QByteArrayView(row));
    }
}

void RowCheck::end(bool isCut)
{
    if (!isCut && (!m_open.isEmpty() || m_isTooLong)) takeRow(m_open);
    m_open.clear();
}

void RowCheck::takeRow(QByteArrayView text)
{
    ++m_rows;
    const auto found = readRow(text);
    // Places are fixed, so that a row that is no JSON any more still says what the next one hangs on.
    const bool hasPlaces = text.size() > kBodyAt;
    const QByteArray said = hasPlaces ? QByteArray::fromHex(text.sliced(kHashAt, 64).toByteArray()) : QByteArray();
    const QByteArray body = hasPlaces ? '{' + text.sliced(kBodyAt).toByteArray() : QByteArray();
    QByteArray computed;
    bool isChained = m_isLost;
    for (const QByteArray& before : {m_said, m_computed}) {
        const QByteArray hash = chainOn(before, body);
        if (computed.isEmpty()) computed = hash;
        if (hash != said) continue;
        isChained = true;
        computed = hash;
        break;
    }
    const qint64 expected = m_n + 1;
    const bool wasLost = std::exchange(m_isLost, !found);
    if (!found) {
        flag(EvidenceFlaw::Kind::Row, expected);
        m_n = expected;
    } else if (found->n != expected && !(wasLost && found->n > expected)) {
        flag(isChained ? EvidenceFlaw::Kind::RowOrder : EvidenceFlaw::Kind::Row, expected);
        m_n = std::max(expected, found->n);
    } else {
        m_n = found->n;
        if (!isChained) flag(EvidenceFlaw::Kind::Row, found->n);
    }
    m_said = said;
    m_computed = computed;
}

void RowCheck::flag(EvidenceFlaw::Kind kind, qint64 row)
{
    if (int(m_flaws.size()) < kMostFlaws) m_flaws.push_back({kind, row, {}});
}

}  // namespace tongdai::evidence
