#include "engine/host/boot/kept_json.h"

#include "engine/domain/whole_file.h"
#include "engine/domain/work/one_shot.h"

#include <QFile>
#include <QJsonDocument>

#include <memory>

namespace tongdai {

namespace {

constexpr qint64 kMostKeptBytes = 4 * 1024 * 1024;

}  // namespace

KeptJson::KeptJson(const QString& file) : m_file(file)
{
    m_pool.setMaxThreadCount(1);
}

QJsonObject KeptJson::read() const
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QJsonDocument::fromJson(file.read(kMostKeptBytes)).object();
}

QCoro::Task<QString> KeptJson::keep(QJsonObject object)
{
    const auto written = std::make_shared<OneShot<QString>>();
    m_pool.start([this, file = m_file, text = QJsonDocument(object).toJson(QJsonDocument::Compact), written] {
        const QString problem = writeWholeFile(file, text);
        QMetaObject::invokeMethod(&m_here, [written, problem] { written->set(problem); });
    });
    auto writing = written->wait();
    const QString problem = co_await writing;
    co_return problem;
}

}  // namespace tongdai
