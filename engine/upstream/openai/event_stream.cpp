#include "engine/upstream/openai/event_stream.h"

namespace tongdai::upstream {

QByteArrayList EventStream::feed(QByteArrayView bytes)
{
    QByteArrayList whole;
    for (const char byte : bytes) {
        const bool isSecondHalf = std::exchange(m_endedWithCr, false) && byte == '\n';
        if (isSecondHalf) continue;
        if (byte != '\n' && byte != '\r') {
            m_rest += byte;
            continue;
        }
        m_endedWithCr = byte == '\r';
        takeLine(std::exchange(m_rest, {}), whole);
    }
    return whole;
}

void EventStream::takeLine(const QByteArray& line, QByteArrayList& whole)
{
    if (line.isEmpty()) {
        if (!m_data.isEmpty()) whole << m_data.join('\n');
        m_data.clear();
        return;
    }
    const qsizetype colon = line.indexOf(':');
    const QByteArray field = colon < 0 ? line : line.left(colon);
    if (field != "data" && field != "error") return;  // a comment begins with its colon
    QByteArray value = colon < 0 ? QByteArray() : line.mid(colon + 1);
    if (value.startsWith(' ')) value.remove(0, 1);
    if (field == "error") {
        whole << "{\"error\":" + value + '}';
    } else {
        m_data << value;
    }
}

}  // namespace tongdai::upstream
