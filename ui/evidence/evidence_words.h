#pragma once

#include "engine/api/evidence.h"
#include "ui/common/words/formats.h"

#include <QCoreApplication>

namespace tongdai {

/// What a conversation is in words where it leaves the shop: the same on paper, in tables and on screens. Times have
/// milliseconds and their zone beside them (features F13). Any thread.
class EvidenceWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::EvidenceWords)
public:
    explicit EvidenceWords(const EvidenceBook& book, const QLocale& locale = QLocale());

    static QString title();
    QString time(TimePoint at) const;
    QString zone(TimePoint at) const;
    const Formats& formats() const { return m_formats; }

    static QString speaker(Speaker speaker);
    /// Who speaks, with their name where one is known.
    static QString who(const EvidenceLine& line);
    /// What they said; in its place that a note was left out.
    static QString said(const EvidenceLine& line);
    /// Beside the text: attachments, delivery, that it was masked. A fact a line; none: empty.
    QStringList facts(const EvidenceLine& line) const;

    struct Fact {
        QString name;
        QString value;
        bool isCode = false;
    };
    /// What stands at the top.
    std::vector<Fact> head(const EvidenceBook& book) const;
    QString completeness(const EvidenceBook& book) const;
    /// What stands between the top and the lines: how the case was judged, and what was noted in it.
    struct Sheet {
        QString heading;
        QString at;
        QString text;
        bool isWithheld = false;
    };
    std::vector<Sheet> sheets(const EvidenceBook& book) const;
    static QStringList limits();

    static QString flaw(const EvidenceFlaw& flaw);
    static QString lack(const EvidenceLack& lack);

private:
    QStringList factsThere(const QJsonObject& there) const;
    std::vector<Fact> caseFacts(const CaseFile& file) const;

    Formats m_formats;
};

/// Without what could turn the reading order of the rest around: such letters are named.
QString shownPlainly(QString text);

}  // namespace tongdai
