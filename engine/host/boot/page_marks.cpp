#include "engine/host/boot/page_marks.h"

#include "engine/domain/log.h"
#include "engine/domain/whole_file.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log pageMarksLog("pancake.catchup");

constexpr qint64 kMostMarkBytes = 1024 * 1024;

}  // namespace

PageMarks::PageMarks(const QString& dataDir) : m_file(dataDir + "/pancake-seen"_L1)
{
    m_pool.setMaxThreadCount(1);
}

PageMarks::Marks PageMarks::read() const
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly)) return {};
    Marks marks;
    const QJsonObject object = QJsonDocument::fromJson(file.read(kMostMarkBytes)).object();
    for (auto each = object.begin(); each != object.end(); ++each) {
        if (each.value().toDouble() > 0) marks.insert(each.key().toUtf8(), each.value().toDouble());
    }
    return marks;
}

QCoro::Task<void> PageMarks::keep(Marks marks)
{
    if (marks == m_kept) co_return;
    m_kept = marks;
    QJsonObject object;
    for (auto each = marks.cbegin(); each != marks.cend(); ++each)
        object.insert(QString::fromUtf8(each.key()), each.value());
    const auto written = std::make_shared<OneShot<QString>>();
    m_pool.start([this, file = m_file, text = QJsonDocument(object).toJson(QJsonDocument::Compact), written] {
        const QString problem = writeWholeFile(file, text);
        QMetaObject::invokeMethod(&m_here, [written, problem] { written->set(problem); });
    });
    auto writing = written->wait();
    const QString problem = co_await writing;
    if (!problem.isEmpty()) pageMarksLog.warn("how far the pages were seen was not kept", {{u"cause"_s, problem}});
}

}  // namespace tongdai
