#include "app/json_log.h"

#include "engine/domain/log.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QMutex>

#include <cstdio>
#include <memory>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

class LogWriter {
public:
    explicit LogWriter(LogTarget target) : m_target(std::move(target))
    {
        if (!m_target.file.isEmpty()) open();
    }

    void write(const QByteArray& line)
    {
        const QMutexLocker lock(&m_mutex);
        if (m_target.toStandardError) {
            std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
        }
        if (!m_file) return;
        if (m_file->size() + line.size() > m_target.maxBytes) rotate();
        if (m_file->write(line) != line.size() || !m_file->flush()) ++m_dropped;
    }

private:
    void open()
    {
        m_file = std::make_unique<QFile>(m_target.file);
        if (!m_file->open(QIODevice::WriteOnly | QIODevice::Append)) {
            m_file.reset();
            return;
        }
        m_file->setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }

    void rotate()
    {
        m_file->close();
        const auto name = [this](int n) { return u"%1.%2"_s.arg(m_target.file).arg(n); };
        QFile::remove(name(m_target.files - 1));
        for (int n = m_target.files - 2; n >= 1; --n)
            QFile::rename(name(n), name(n + 1));
        if (m_target.files > 1) {
            QFile::rename(m_target.file, name(1));
        } else {
            QFile::remove(m_target.file);
        }
        open();
    }

    LogTarget m_target;
    QMutex m_mutex;
    std::unique_ptr<QFile> m_file;
    qint64 m_dropped = 0;
};

// Qt's message handler is a plain function, so what it writes to cannot be handed in: the one place of its kind.
std::shared_ptr<LogWriter> theWriter;
QMutex theWriterMutex;

QString levelName(QtMsgType type)
{
    switch (type) {
        case QtDebugMsg: return u"debug"_s;
        case QtInfoMsg: return u"info"_s;
        case QtWarningMsg: return u"warning"_s;
        case QtCriticalMsg: return u"error"_s;
        case QtFatalMsg: return u"fatal"_s;
    }
    return u"info"_s;
}

void handle(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    std::shared_ptr<LogWriter> writer;
    {
        const QMutexLocker lock(&theWriterMutex);
        writer = theWriter;
    }
    const QByteArray line = logLine(levelName(type), QString::fromUtf8(context.category), message,
                                    QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs));
    if (writer) writer->write(line);
}

}  // namespace

QByteArray logLine(const QString& level, const QString& category, const QString& message, const QString& time)
{
    const qsizetype mark = message.indexOf(QChar(Log::kFieldsMark));
    QJsonObject line;
    if (mark >= 0) line = QJsonDocument::fromJson(QStringView(message).sliced(mark + 1).toUtf8()).object();
    line[u"ts"_s] = time;
    line[u"level"_s] = level;
    line[u"category"_s] = category;
    line[u"message"_s] = mark < 0 ? message : message.first(mark);
    return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';  // JSON escapes line breaks: one line it stays
}

void startLogging(const LogTarget& target)
{
    static const QStringList levels{u"debug"_s, u"info"_s, u"warning"_s, u"critical"_s};
    const qsizetype lowest = target.level == "error"_L1 ? 3 : std::max<qsizetype>(0, levels.indexOf(target.level));
    QString rules;
    for (qsizetype i = 0; i < 3; ++i) {
        rules += u"*.%1=%2\n"_s.arg(levels[i], i >= lowest ? u"true"_s : u"false"_s);
    }
    rules += "qt.*.debug=false\nqt.*.info=false\n"_L1;  // Qt's own lines are many, and name contents of our traffic
    QLoggingCategory::setFilterRules(rules);
    {
        const QMutexLocker lock(&theWriterMutex);
        theWriter = std::make_shared<LogWriter>(target);
    }
    qInstallMessageHandler(handle);
}

void stopLogging()
{
    qInstallMessageHandler(nullptr);
    const QMutexLocker lock(&theWriterMutex);
    theWriter.reset();
}

}  // namespace tongdai::app
