#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace tongdai::upstream {

/// Puts together server-sent events from pieces of any size (contracts/openai-chat §4): lines end with LF, CRLF or CR,
/// several `data:` lines of one event are joined, comments and other fields are passed over. An old llama.cpp's line
/// `error: {…}` counts as data. Pure.
class EventStream {
public:
    /// Data of the events that are whole by now.
    QByteArrayList feed(QByteArrayView bytes);

private:
    void takeLine(const QByteArray& line, QByteArrayList& whole);

    QByteArray m_rest;
    QByteArrayList m_data;
    bool m_endedWithCr = false;
};

}  // namespace tongdai::upstream
