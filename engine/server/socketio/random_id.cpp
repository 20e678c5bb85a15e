#include "engine/server/socketio/random_id.h"

#include <QRandomGenerator>

#include <array>

namespace tongdai::engineio {

QByteArray randomId()
{
    std::array<quint32, 4> words;
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    const QByteArray bytes(reinterpret_cast<const char*>(words.data()), 15);
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

}  // namespace tongdai::engineio
