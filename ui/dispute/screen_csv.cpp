#include "ui/dispute/screen_csv.h"

#include "ui/dispute/dispute_words.h"
#include "ui/stats/stats_csv.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

struct ScreenCsvWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::ScreenCsv)
public:
    static QStringList headers(const QString& zone)
    {
        return {tr("Time (%1)").arg(zone), tr("Who"), tr("Role"), tr("Text"), tr("Facts"), tr("Message id")};
    }
    static QString facts(const DisputeLine& line, const Formats& formats)
    {
        QStringList facts;
        if (line.isNote) facts << tr("internal note");
        if (line.editedAt) facts << tr("edited %1").arg(DisputeWords::millisecond(*line.editedAt, formats));
        if (line.deletedAt) facts << tr("deleted %1").arg(DisputeWords::millisecond(*line.deletedAt, formats));
        if (line.isMasked) facts << tr("numbers masked");
        for (const DisputeAttachment& each : line.attachments)
            facts << tr("attachment %1").arg(each.name.isEmpty() ? each.url : each.name);
        return facts.join(u"; "_s);
    }
};

QString screenCsvLine(const QStringList& cells)
{
    QStringList written;
    for (const QString& cell : cells)
        written << csvCell(cell);
    return written.join(u',') + u"\r\n"_s;
}

}  // namespace

QByteArray screenCsv(const DisputeThread& shown, const Formats& formats)
{
    const TimePoint newest = shown.lines.empty() ? TimePoint() : shown.lines.back().at;
    QString file{QChar(QChar::ByteOrderMark)};
    file += screenCsvLine(ScreenCsvWords::headers(formats.zone(newest)));
    for (const DisputeLine& line : shown.lines) {
        file += screenCsvLine({formats.local(line.at).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s), line.name,
                               DisputeWords::role(line.role), line.body, ScreenCsvWords::facts(line, formats),
                               QString::fromUtf8(line.id)});
    }
    return file.toUtf8();
}

}  // namespace tongdai
