#include "app/import_command.h"

#include "app/shop_commands.h"
#include "app/start_up.h"
#include "app/stop_signals.h"
#include "engine/host/backup/shop_import.h"
#include "engine/host/boot/data_folder.h"
#include "engine/host/boot/history_choice.h"

#include <QDateTime>
#include <QDir>
#include <QEventLoop>
#include <QThread>

#include <cstdio>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

QString lineWords(const ImportedLine& line)
{
    const char* const speaker = line.speaker == Speaker::Customer ? "customer"
                                : line.speaker == Speaker::Bot    ? "bot"
                                                                  : "staff";
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(line.at.time_since_epoch().count(), Qt::UTC);
    QString words = u"  %1  %2  %3  %4"_s.arg(at.toString(Qt::ISODate), QString::fromUtf8(line.conversation.bytes()),
                                              QString::fromLatin1(speaker), line.text.simplified().left(100));
    if (!line.original.isEmpty())
        words += u"\n    was: %1"_s.arg(QString::fromUtf8(line.original).simplified().left(100));
    return words;
}

QString leftOutWords(const ImportResult& result)
{
    constexpr std::array kWhy{"without a conversation", "without a text", "without a time",
                              "with an id that is none here"};
    QStringList parts;
    for (size_t i = 0; i < kWhy.size(); ++i) {
        if (result.leftOut.at(i) > 0) parts << u"%1 %2"_s.arg(result.leftOut.at(i)).arg(QLatin1StringView(kWhy.at(i)));
    }
    return parts.isEmpty() ? QString() : u"Rows left out: %1.\n"_s.arg(parts.join(", "_L1));
}

QString countWords(const ImportCounts& counts)
{
    QString words = u"Added %1 lines, %2 conversations made; %3 were here before."_s.arg(counts.added)
                        .arg(counts.conversations)
                        .arg(counts.known);
    if (counts.elsewhere > 0)
        words +=
            u"\n%1 lines belong to conversations that live here already and were left out."_s.arg(counts.elsewhere);
    if (counts.erased > 0) words += u"\n%1 lines of customers who were erased were left out."_s.arg(counts.erased);
    return words;
}

QString resultWords(const ImportResult& result, bool isTrial, const QByteArray& zone)
{
    QString words = u"Columns: %1%2\n"_s.arg(result.table.isEmpty() ? QString() : u"table=%1, "_s.arg(result.table),
                                             result.columns.join(", "_L1));
    words += u"%1 lines, %2 of them with repaired text. Times that name no zone are those of %3.\n"_s.arg(result.lines)
                 .arg(result.repaired)
                 .arg(zone.isEmpty() ? u"UTC"_s : QString::fromUtf8(zone));
    words += leftOutWords(result);
    if (isTrial) {
        for (const ImportedLine& line : result.sample)
            words += lineWords(line) + u'\n';
        return words + u"Nothing was changed."_s;
    }
    words += countWords(result.counts);
    if (result.wasCancelled) words += u"\nStopped; run it again to go on."_s;
    return words;
}

int refuseImport(int exitCode, const QString& words)
{
    std::fprintf(stderr, "%s\n", qUtf8Printable(words.trimmed()));
    return exitCode;
}

/// On a thread of its own, so that a signal is heard meanwhile.
ImportResult importAside(const HistoryBackend& backend, const ImportWish& wish)
{
    std::atomic<bool> isCancelled = false;
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &stop, [&isCancelled] { isCancelled = true; });
    ImportResult result;
    const auto tell = [](qint64 done, qint64 total) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(u"%1 of %2 lines"_s.arg(done).arg(total)));
    };
    const std::unique_ptr<QThread> thread(
        QThread::create([&] { result = importHistory(backend, wish, tell, isCancelled); }));
    QEventLoop loop;
    QObject::connect(thread.get(), &QThread::finished, &loop, &QEventLoop::quit);
    thread->start();
    loop.exec();
    thread->wait();
    return result;
}

}  // namespace

int runImportCommand(const CommandLine& line)
{
    const SettingsOrMistakes read = readSettings(line.sources);
    if (const auto* mistakes = std::get_if<std::vector<SettingMistake>>(&read)) {
        for (const SettingMistake& mistake : *mistakes)
            refuseImport(kExitBadSettings, u"%1: %2"_s.arg(mistake.where, mistake.what));
        return kExitBadSettings;
    }
    const auto& settings = std::get<Settings>(read);
    // A file has one writer; a server may be at work meanwhile.
    std::unique_ptr<QLockFile> lock;
    if (!settings.database && !line.dryRun) {
        QDir().mkpath(settings.dataDir);
        auto locked = lockDataDir(settings.dataDir);
        if (const auto* failure = std::get_if<StartUpFailure>(&locked))
            return refuseImport(failure->exitCode, failure->text);
        lock = std::get<std::unique_ptr<QLockFile>>(std::move(locked));
    }
    const ImportWish wish{line.importFile, line.importColumns, line.importZone, line.dryRun};
    const ImportResult result = importAside(historyBackend(settings), wish);
    if (!result.problem.isEmpty()) {
        const bool isBegun = result.counts != ImportCounts();
        const QString done =
            isBegun ? u"\nBefore that: %1\nRun it again to go on."_s.arg(countWords(result.counts)) : QString();
        return refuseImport(kExitNotDone, result.problem + done);
    }
    std::printf("%s\n", qUtf8Printable(resultWords(result, line.dryRun, line.importZone)));
    return 0;
}

}  // namespace tongdai::app
