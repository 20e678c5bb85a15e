#include "engine/host/statistics/detail_file.h"

#include "engine/domain/whole_file.h"

#include <QDir>
#include <QFileInfo>

namespace tongdai {

DetailFile::~DetailFile()
{
    drop();
}

QString DetailFile::open(const api::DetailRequest& request)
{
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    m_part.emplace(m_path + QStringLiteral(".XXXXXX"));
    if (!m_part->open()) return m_part->errorString();
    m_sheet = request.open(m_part->fileName());
    return {};
}

QString DetailFile::finish()
{
    QString problem = m_sheet->finish();
    m_sheet.reset();
    if (problem.isEmpty()) m_bytes = QFileInfo(m_part->fileName()).size();
    return problem;
}

QString DetailFile::name()
{
    QString problem = nameWholeFile(m_part->fileName(), m_path);
    if (problem.isEmpty()) m_part->setAutoRemove(false);
    return problem;
}

void DetailFile::drop()
{
    m_sheet.reset();
    m_part.reset();
}

}  // namespace tongdai
