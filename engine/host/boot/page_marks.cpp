#include "engine/host/boot/page_marks.h"

#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log pageMarksLog("pancake.catchup");

}  // namespace

PageMarks::PageMarks(const QString& dataDir) : m_file(dataDir + "/pancake-seen"_L1) {}

PageMarks::Marks PageMarks::read() const
{
    Marks marks;
    const QJsonObject object = m_file.read();
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
    auto keeping = m_file.keep(std::move(object));
    const QString problem = co_await keeping;
    if (!problem.isEmpty()) pageMarksLog.warn("how far the pages were seen was not kept", {{u"cause"_s, problem}});
}

}  // namespace tongdai
