#pragma once

#include <QJsonObject>
#include <QLoggingCategory>
#include <QString>

namespace tongdai {

/// Structured log lines through Qt's logging: a short fixed message, and fields that answer who, what, which.
///
///     static const Log log("pipeline");
///     log.warn("late finish refused", {{u"conversation"_s, id.toString()}, {u"fence"_s, fence}});
///
/// Any thread. Never pass message texts, secrets or full ids of people (security S42). app/json_log.h writes the lines
/// as JSON objects; without it they appear as plain text with the fields behind.
class Log {
public:
    explicit Log(const char* category) : m_category(category) {}

    void debug(const char* message, const QJsonObject& fields = {}) const;
    void info(const char* message, const QJsonObject& fields = {}) const;
    void warn(const char* message, const QJsonObject& fields = {}) const;
    void error(const char* message, const QJsonObject& fields = {}) const;

    /// Stands between the message and its fields in the text Qt's handler receives (ASCII unit separator).
    static constexpr char16_t kFieldsMark = 0x1f;

private:
    QLoggingCategory m_category;
};

}  // namespace tongdai
