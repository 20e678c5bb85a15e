#pragma once

#include "engine/domain/dispute/evidence.h"

#include <QCryptographicHash>

namespace tongdai::evidence {

/// Takes the rows of a package as they come and computes their chain anew. A row that is not what was chained is named;
/// those after it are checked on, against what it said and against what it is. Bounded in memory.
class RowCheck {
public:
    RowCheck();
    void take(QByteArrayView bytes);
    /// `isCut`: what stands after the last line break is the rest of a row that was cut off.
    void end(bool isCut);

    const std::vector<EvidenceFlaw>& flaws() const { return m_flaws; }
    qint64 rows() const { return m_rows; }
    QByteArray head() const { return m_said; }
    QByteArray sha256() const { return m_hash.result(); }

private:
    void takeRow(QByteArrayView text);
    void flag(EvidenceFlaw::Kind kind, qint64 row);

    QByteArray m_open;  ///< what came after the last line break
    bool m_isTooLong = false;
    QByteArray m_said;      ///< hash of the last row as it says itself
    QByteArray m_computed;  ///< and as it is
    bool m_isLost = false;  ///< the last row could not be taken apart: the next one begins anew
    qint64 m_rows = 0;
    qint64 m_n = 0;  ///< of the last row
    std::vector<EvidenceFlaw> m_flaws;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

}  // namespace tongdai::evidence
