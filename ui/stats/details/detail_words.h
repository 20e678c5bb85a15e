#pragma once

#include "engine/domain/statistics/conversation_figures.h"
#include "ui/common/words/formats.h"

#include <QCoreApplication>
#include <QList>

namespace tongdai {

/// A cell of the detail export. What is not known is an empty text.
struct DetailCell {
    enum class Kind : quint8 { Text, Count, Seconds, Time };
    Kind kind = Kind::Text;
    QString text = {};
    double number = 0;  ///< of Count and Seconds
    TimePoint at{};     ///< of Time
};

/// A conversation's row of the detail export in the current language (features H11). Any thread, one at a time.
class DetailWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::DetailWords)
public:
    explicit DetailWords(const Formats& formats) : m_formats(formats) {}

    static QStringList headers();
    static QList<DetailCell> cells(const ConversationFigures& row);
    /// A time as files have it: the same order by letters as by time.
    QString time(TimePoint at) const;
    static QString sheet() { return tr("Conversations"); }
    static QString aboutSheet() { return tr("About"); }
    /// What a file is of, in lines of two: which time, by whose days, and what its figures are.
    QList<QStringList> about(const StatsQuery& range, bool isMasked) const;
    const Formats& formats() const { return m_formats; }

private:
    struct Column;
    static const QList<Column>& columns();

    Formats m_formats;
};

}  // namespace tongdai
