#include "engine/domain/log.h"

#include <QJsonDocument>

namespace tongdai {

namespace {

QString withFields(const char* message, const QJsonObject& fields)
{
    QString text = QString::fromUtf8(message);
    if (fields.isEmpty()) return text;
    return text + QChar(Log::kFieldsMark) + QString::fromUtf8(QJsonDocument(fields).toJson(QJsonDocument::Compact));
}

}  // namespace

void Log::debug(const char* message, const QJsonObject& fields) const
{
    if (m_category.isDebugEnabled()) qCDebug(m_category).noquote() << withFields(message, fields);
}

void Log::info(const char* message, const QJsonObject& fields) const
{
    if (m_category.isInfoEnabled()) qCInfo(m_category).noquote() << withFields(message, fields);
}

void Log::warn(const char* message, const QJsonObject& fields) const
{
    if (m_category.isWarningEnabled()) qCWarning(m_category).noquote() << withFields(message, fields);
}

void Log::error(const char* message, const QJsonObject& fields) const
{
    if (m_category.isCriticalEnabled()) qCCritical(m_category).noquote() << withFields(message, fields);
}

}  // namespace tongdai
