#include "engine/state/redis/connection/reply.h"

namespace tongdai::redis {

bool Reply::isStatus(QByteArrayView text) const
{
    const auto* status = std::get_if<Status>(&m_value);
    return status && status->text == text;
}

std::optional<qint64> Reply::integer() const
{
    if (const auto* number = std::get_if<qint64>(&m_value)) return *number;
    if (const auto* text = std::get_if<QByteArray>(&m_value)) {
        bool ok = false;
        const qint64 number = text->toLongLong(&ok);
        if (ok) return number;
    }
    return std::nullopt;
}

QByteArray Reply::bytes() const
{
    if (const auto* text = std::get_if<QByteArray>(&m_value)) return *text;
    if (const auto* status = std::get_if<Status>(&m_value)) return status->text;
    return {};
}

const Reply::Array& Reply::elements() const
{
    static const Array kNone;
    const auto* array = std::get_if<Array>(&m_value);
    return array ? *array : kNone;
}

const Reply& Reply::at(std::size_t index) const
{
    static const Reply kNil;
    const Array& all = elements();
    return index < all.size() ? all[index] : kNil;
}

QByteArray Reply::errorText() const
{
    const auto* error = std::get_if<Error>(&m_value);
    return error ? error->text : QByteArray();
}

QByteArray Reply::errorCode() const
{
    const QByteArray text = errorText();
    const qsizetype end = text.indexOf(' ');
    return end < 0 ? text : text.left(end);
}

}  // namespace tongdai::redis
