#include "engine/domain/text/lay_out_json.h"

#include <QJsonDocument>

namespace tongdai {

namespace {

/// What stands between two tokens is white space of ours.
class JsonLayout {
public:
    explicit JsonLayout(const QString& text) : m_text(text) { m_out.reserve(text.size() * 2); }

    QString run()
    {
        for (m_at = 0; m_at < m_text.size(); ++m_at)
            take(m_text.at(m_at));
        return m_out;
    }

private:
    void take(QChar letter)
    {
        if (m_isInString) return takeInString(letter);
        switch (letter.unicode()) {
            case '"':
                m_isInString = true;
                m_out += letter;
                break;
            case '{':
            case '[':
                m_out += letter;
                ++m_depth;
                if (!closesNext()) breakLine();
                break;
            case '}':
            case ']':
                --m_depth;
                if (!m_out.endsWith(u'{') && !m_out.endsWith(u'[')) breakLine();
                m_out += letter;
                break;
            case ',':
                m_out += letter;
                breakLine();
                break;
            case ':': m_out += QStringView(u": "); break;
            default:
                if (!letter.isSpace()) m_out += letter;
        }
    }

    void takeInString(QChar letter)
    {
        m_out += letter;
        if (letter == u'\\' && m_at + 1 < m_text.size()) {
            m_out += m_text.at(++m_at);
            return;
        }
        m_isInString = letter != u'"';
    }

    bool closesNext() const
    {
        for (qsizetype at = m_at + 1; at < m_text.size(); ++at) {
            if (m_text.at(at).isSpace()) continue;
            return m_text.at(at) == u'}' || m_text.at(at) == u']';
        }
        return true;
    }

    void breakLine() { m_out += u'\n' + QString(2 * std::max(m_depth, 0), u' '); }

    const QString& m_text;
    QString m_out;
    qsizetype m_at = 0;
    int m_depth = 0;
    bool m_isInString = false;
};

}  // namespace

QString laidOutJson(const QString& text)
{
    QJsonParseError error{};
    const QJsonDocument parsed = QJsonDocument::fromJson(text.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError || parsed.isNull()) return text;
    return JsonLayout(text).run();
}

}  // namespace tongdai
