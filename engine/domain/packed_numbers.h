#pragma once

#include <QByteArray>

#include <bit>

namespace tongdai {

/// Numbers one after the other in few bytes: whole ones seven bits a byte, the sign in the lowest bit (as Protocol
/// Buffers' sint64), fractions as their eight bytes. Plain value, any thread.
class PackedWriter {
public:
    void number(qint64 value)
    {
        auto rest = (quint64(value) << 1) ^ quint64(value >> 63);
        for (; rest >= 0x80; rest >>= 7)
            m_bytes.append(char(rest | 0x80));
        m_bytes.append(char(rest));
    }
    void real(double value) { word(std::bit_cast<quint64>(value)); }
    void word(quint64 value)
    {
        for (int shift = 0; shift < 64; shift += 8)
            m_bytes.append(char(value >> shift));
    }
    void bytes(const QByteArray& value)
    {
        number(value.size());
        m_bytes.append(value);
    }
    const QByteArray& written() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

/// Reads what PackedWriter wrote. After the first thing that is not there everything reads as 0, and isWhole() says so.
class PackedReader {
public:
    explicit PackedReader(QByteArrayView bytes) : m_bytes(bytes) {}

    qint64 number()
    {
        quint64 value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (m_at >= m_bytes.size()) break;
            const auto next = quint8(m_bytes[m_at++]);
            value |= quint64(next & 0x7f) << shift;
            if (next < 0x80) return qint64(value >> 1) ^ -qint64(value & 1);
        }
        return fail();
    }
    double real() { return std::bit_cast<double>(word()); }
    quint64 word()
    {
        if (m_bytes.size() - m_at < 8) return quint64(fail());
        quint64 value = 0;
        for (int shift = 0; shift < 64; shift += 8)
            value |= quint64(quint8(m_bytes[m_at++])) << shift;
        return value;
    }
    QByteArray bytes()
    {
        const qint64 size = number();
        if (size < 0 || size > m_bytes.size() - m_at) return fail(), QByteArray();
        m_at += size;
        return m_bytes.sliced(m_at - size, size).toByteArray();
    }
    /// How many of something follow: never more than there are bytes left.
    qint64 count()
    {
        const qint64 many = number();
        return many < 0 || many > m_bytes.size() - m_at ? fail() : many;
    }
    bool isWhole() const { return !m_failed; }
    bool isAtEnd() const { return m_at == m_bytes.size(); }

private:
    qint64 fail()
    {
        m_failed = true;
        m_at = m_bytes.size();
        return 0;
    }

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_failed = false;
};

}  // namespace tongdai
