#pragma once

#include "engine/evidence/evidence_book.h"
#include "engine/evidence/evidence_key.h"
#include "engine/evidence/verify_package.h"
#include "engine/evidence/write_package.h"
#include "tests/support/evidence_sample.h"

#include <QFile>
#include <QTemporaryDir>

namespace tongdai::testing {

/// Packages of a made-up conversation, in a folder of their own.
class EvidenceStage {
public:
    static constexpr qint64 kLines = 60;

    EvidenceBook book(qint64 lines = kLines, bool isMasked = false) const
    {
        EvidenceBook book;
        book.conversation.id = ConversationId(QByteArray("c-khiếu-nại-1"));
        book.conversation.channel = QStringLiteral("facebook");
        book.conversation.customerName = QStringLiteral("Nguyễn Thị Lan");
        book.shop = QStringLiteral("Mộc An Shop");
        book.exportedBy = QStringLiteral("Trần Minh");
        book.exportedAt = TimePoint(std::chrono::milliseconds(kEvidenceBegins + 86'400'000));
        book.zone = "Asia/Ho_Chi_Minh";
        book.isMasked = isMasked;
        book.withNotes = true;
        book.expectedRev = lines;
        book.anchor.state = QStringLiteral("ok");
        book.publicKey = key.publicKey();
        for (qint64 rev = 1; rev <= lines; ++rev)
            book.lines.push_back(evidence::evidenceLine(saidInEvidence(rev), isMasked, true));
        evidence::chainBook(book);
        return book;
    }
    QByteArray package(const EvidenceBook& of) const
    {
        const std::vector<evidence::BesideFile> beside{{QStringLiteral("report.pdf"), QByteArray(3000, 'p')}};
        return std::get<QByteArray>(evidence::writePackage(of, key, beside, {}));
    }
    EvidenceVerdict verify(const QByteArray& bytes) const
    {
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) return {};
        file.close();
        return evidence::verifyPackage(path());
    }
    QString path() const { return dir.filePath(QStringLiteral("package.zip")); }

    evidence::EvidenceKey key{"a secret of thirty-two bytes at least"};
    QTemporaryDir dir;
};

}  // namespace tongdai::testing
