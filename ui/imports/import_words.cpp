#include "ui/imports/import_words.h"

#include "ui/common/words/cause_words.h"
#include "ui/live/live_words.h"

#include <QFileInfo>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestFileText = 300;

}  // namespace

QString ImportWords::field(ImportField field)
{
    switch (field) {
        case ImportField::Conversation: return tr("Conversation");
        case ImportField::Message: return tr("Message id");
        case ImportField::Sender: return tr("Sender's id");
        case ImportField::Role: return tr("Sender's role");
        case ImportField::Name: return tr("Sender's name");
        case ImportField::Text: return tr("Text");
        case ImportField::Time: return tr("Time");
        case ImportField::Channel: return tr("Channel");
    }
    return {};
}

QString ImportWords::found(const api::ImportLook& look, const ColumnMap& map, const Formats& formats)
{
    qint64 rows = 0;
    for (const api::ImportTableLook& table : look.tables) {
        if (table.name == map.table) rows = table.rows;
    }
    const QString kind = look.kind == ImportFile::Kind::Csv    ? tr("a table (CSV)")
                         : look.kind == ImportFile::Kind::Json ? tr("JSON")
                                                               : tr("a dump of a database (SQL)");
    QString words = tr("%1 is %2 of %3, with %4 rows to read.")
                        .arg(QFileInfo(look.file).fileName(), kind, formats.bytes(look.bytes), formats.number(rows));
    if (look.encoding == ImportEncoding::Utf8) return words + u' ' + tr("Its text is UTF-8.");
    const QString table = look.encoding == ImportEncoding::Windows1258
                              ? tr("Windows-1258, the Vietnamese table of older Windows")
                              : tr("Windows-1252, the western table of older Windows");
    return words + u' ' + tr("Text in it that is not UTF-8 is read as %1.").arg(table);
}

QStringList ImportWords::counts(const ImportCounts& counts, const Formats& formats)
{
    QStringList lines{
        tr("New messages: %1, in new conversations: %2. Here already: %3.")
            .arg(formats.number(counts.added), formats.number(counts.conversations), formats.number(counts.known))};
    if (counts.elsewhere > 0)
        lines
            << tr("Left out, because their conversations live here already: %1.").arg(formats.number(counts.elsewhere));
    if (counts.erased > 0)
        lines << tr("Left out, because their customers were erased here: %1.").arg(formats.number(counts.erased));
    return lines;
}

QStringList ImportWords::refused(const std::array<qint64, 4>& leftOut, const Formats& formats)
{
    const std::array why{
        tr("Rows refused, because they name no conversation: %1."),
        tr("Rows refused, because they have no text: %1."),
        tr("Rows refused, because their time cannot be read: %1."),
        tr("Rows refused, because their conversation has a name that cannot be one: %1."),
    };
    QStringList lines;
    for (size_t i = 0; i < why.size(); ++i) {
        if (leftOut.at(i) > 0) lines << why.at(i).arg(formats.number(leftOut.at(i)));
    }
    return lines;
}

QString ImportWords::preview(const api::ImportPreview& preview, const Formats& formats)
{
    QStringList lines = counts(preview.counts, formats) + refused(preview.leftOut, formats);
    if (preview.repaired > 0)
        lines << tr("Texts that were garbled on their way and are put right: %1. What the file has is kept with each.")
                     .arg(formats.number(preview.repaired));
    return lines.join(u'\n');
}

QString ImportWords::status(const api::ImportStatus& status, const Formats& formats)
{
    const QString file = QFileInfo(status.job.path).fileName();
    const QString upto = formats.number(status.job.upto);
    const QString total = formats.number(status.job.total);
    switch (status.state) {
        case TaskState::Waiting: return tr("The import of %1 waits for its turn on %2.").arg(file, status.job.computer);
        case TaskState::Working:
            return status.isCancelWanted ? tr("The import of %1 is being stopped.").arg(file)
                                         : tr("%1 is being imported: %2 of %3 messages.").arg(file, upto, total);
        case TaskState::Done:
        case TaskState::Dead: break;
    }
    QStringList lines;
    if (status.state == TaskState::Done)
        lines << tr("%1 was imported by %2, %3.").arg(file, status.job.by, formats.dateTime(status.changedAt));
    else if (status.trouble == "cancelled"_L1)
        lines << tr("The import of %1 was stopped after %2 of %3 messages. What came stays; it can go on from there.")
                     .arg(file, upto, total);
    else
        lines << tr("The import of %1 ended after %2 of %3 messages: %4")
                     .arg(file, upto, total, problem({api::DeskError::Refused, status.trouble}));
    lines << counts(status.job.counts, formats);
    if (status.state == TaskState::Done) lines << refused(status.job.leftOut, formats);
    return lines.join(u'\n');
}

QString ImportWords::about(const ImportedLine& line, const Formats& formats)
{
    const QString who = line.speaker == Speaker::Customer ? tr("customer")
                        : line.speaker == Speaker::Bot    ? tr("bot")
                                                          : tr("staff");
    const QString named = line.senderName.isEmpty() ? who : tr("%1 (%2)").arg(line.senderName.left(40), who);
    return tr("%1, conversation %2, %3").arg(formats.dateTime(line.at), line.conversation.toString().left(60), named);
}

QString ImportWords::inFile(const ImportedLine& line)
{
    const QString text = isUtf8(line.original) ? QString::fromUtf8(line.original) : QString::fromLatin1(line.original);
    return text.simplified().left(kLongestFileText);
}

QString ImportWords::problem(const api::DeskFailure& failure)
{
    if (failure.error != api::DeskError::Refused) return LiveWords::failure(failure);
    return CauseWords::of(failure.detail);
}

}  // namespace tongdai
